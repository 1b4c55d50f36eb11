/**
 * Follows one stream until it is stopped: reconnects, and notices silence. It reads with fetch, not EventSource,
 * because that hides heartbeats and the status of a refusal.
 */
import { type Connection, reconnectDelay } from '#components/live/connection.ts'
import { eventReader, type ServerEvent } from '#components/live/event-stream.ts'
import { currentTime } from '#components/ui/ticker.ts'

export type FollowOptions = {
  /** The stream's address now: it names what was seen last. */
  address: () => string
  /** Who the page belongs to: nobody else's sign-in may feed it. */
  personId?: string
  /** Something arrived, a heartbeat or more. */
  onSign?: () => void
  onEvent: (event: ServerEvent) => void
  onConnection: (connection: Connection) => void
  /** 401: nothing more comes until somebody signs in. */
  onSignedOut: () => void
}

const silenceMs = 40_000
const offlineAfterMs = 20_000
const backForMs = 5_000

/** Starts following. `retry` tries at once; `stop` ends it for good. */
export function follow(options: FollowOptions): { retry: () => void; stop: () => void } {
  let abort: AbortController | null = null
  let lostAt: number | null = null
  let tries = 0
  let stopped = false
  const timers: Partial<Record<'silence' | 'retry' | 'offline' | 'back', ReturnType<typeof setTimeout>>> = {}

  const after = (name: keyof typeof timers, ms: number, run: () => void) => {
    clearTimeout(timers[name])
    timers[name] = setTimeout(run, ms)
  }

  const lose = () => {
    abort?.abort()
    abort = null
    clearTimeout(timers.silence)
    clearTimeout(timers.back)
    if (stopped) return
    lostAt ??= currentTime()
    const since = lostAt
    const delay = reconnectDelay(tries)
    const retryAt = currentTime() + delay
    tries += 1
    const tell = () => {
      const isOffline = currentTime() - since >= offlineAfterMs
      options.onConnection(
        isOffline ? { state: 'offline', since, retryAt } : { state: 'reconnecting', since },
      )
    }
    tell()
    after('offline', Math.max(0, since + offlineAfterMs - currentTime()), tell)
    after('retry', delay, () => void connect())
  }

  const open = () => {
    const wasLost = lostAt !== null
    lostAt = null
    tries = 0
    clearTimeout(timers.offline)
    options.onConnection({ state: wasLost ? 'back' : 'live' })
    if (wasLost) after('back', backForMs, () => options.onConnection({ state: 'live' }))
  }

  const connect = async () => {
    clearTimeout(timers.retry)
    abort?.abort()
    const mine = new AbortController()
    abort = mine
    const silent = () => after('silence', silenceMs, () => mine === abort && lose())
    try {
      silent()
      const headers = { Accept: 'text/event-stream', 'X-Signed-In-As': options.personId ?? '' }
      const response = await fetch(options.address(), { headers, cache: 'no-store', signal: mine.signal })
      if (response.status === 401) return stopFor(options.onSignedOut)
      if (!response.ok || !response.body) throw new Error(`The stream answered ${response.status}`)
      open()
      const read = eventReader()
      const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader()
      for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
        silent()
        options.onSign?.()
        for (const event of read(piece.value)) options.onEvent(event)
      }
      if (mine === abort) lose()
    } catch {
      if (mine === abort) lose()
    }
  }

  const stop = () => {
    stopped = true
    abort?.abort()
    abort = null
    for (const timer of Object.values(timers)) clearTimeout(timer)
    removeEventListener('online', retry)
    removeEventListener('offline', lose)
  }
  const stopFor = (then: () => void) => {
    stop()
    then()
  }
  const retry = () => {
    if (!stopped && lostAt !== null) void connect()
  }

  addEventListener('online', retry)
  addEventListener('offline', lose)
  void connect()
  return { retry, stop }
}
