/** One LISTEN connection per process, its own client; it comes back by itself and says so. */
import pg from 'pg'
import { connectionDefaults, databaseUrl } from '#db/client.ts'
import { log } from '#lib/log.ts'

export type Listener = { stop: () => Promise<void>; isListening: () => boolean }

type Options = {
  channels: readonly string[]
  onNotification: (channel: string, payload: string) => void
  /** Called after every (re)connection: what happened meanwhile was missed. */
  onListening: () => void
}

const retryMilliseconds = 500
// A half-open connection is noticed by a query that gets no answer within 6 s: 15 s in all (RELIABILITY F8).
const probeMilliseconds = 8_000

/** Listens until stopped. Resolves once it listens for the first time; throws if that fails. */
export async function listen(options: Options): Promise<Listener> {
  let client: pg.Client | null = null
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: databaseUrl(), ...connectionDefaults })
    next.on('notification', ({ channel, payload }) => options.onNotification(channel, payload ?? ''))
    next.on('error', () => lose(next))
    next.on('end', () => lose(next))
    try {
      await next.connect()
      for (const channel of options.channels) await next.query(`listen ${channel}`)
      if (stopped) throw new Error('Stopped meanwhile')
    } catch (error) {
      next.end().catch(() => undefined)
      throw error
    }
    client = next
    timer = setTimeout(probe, probeMilliseconds)
    options.onListening()
  }

  function lose(lost: pg.Client): void {
    if (stopped || client !== lost) return
    log.warn('The live connection to the database was lost; reconnecting')
    client = null
    clearTimeout(timer)
    lost.end().catch(() => undefined)
    timer = setTimeout(retry, retryMilliseconds)
  }

  function retry(): void {
    connect().catch(() => {
      if (!stopped) timer = setTimeout(retry, retryMilliseconds)
    })
  }

  function probe(): void {
    const probed = client
    probed?.query('select 1').then(
      () => {
        if (client === probed && !stopped) timer = setTimeout(probe, probeMilliseconds)
      },
      () => lose(probed),
    )
  }

  await connect()
  return {
    isListening: () => client !== null,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}
