import { get, type IncomingMessage } from 'node:http'

export type StreamReader = {
  /** The numbers of the entries in the order in which they came, over all connections. */
  seqs(): readonly number[]
  stop(): void
}

/**
 * Follows one event stream as a browser does: whole events only, and after every end again with Last-Event-ID.
 * Unlike a browser it does not wait in between.
 */
export function readStream(url: string, token: string): StreamReader {
  const seqs: number[] = []
  let stopped = false
  let current: ReturnType<typeof get> | null = null

  const connect = () => {
    if (stopped) return
    const last = seqs.at(-1)
    const headers = {
      authorization: `Bearer ${token}`,
      ...(last === undefined ? {} : { 'last-event-id': `${last}` }),
    }
    // One connection each: a kept one would be cut while it waits for the next reader.
    current = get(url, { headers, agent: false }, read)
    current.on('error', () => undefined).on('close', () => setImmediate(connect))
  }
  const read = (answer: IncomingMessage) => {
    let text = ''
    answer.setEncoding('utf8').on('error', () => undefined)
    answer.on('data', (chunk: string) => {
      text += chunk
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const id = /^id: (\d+)$/m.exec(text.slice(0, end))
        if (id) seqs.push(Number(id[1]))
        text = text.slice(end + 2)
      }
    })
  }
  connect()
  return {
    seqs: () => seqs,
    stop() {
      stopped = true
      current?.destroy()
    },
  }
}
