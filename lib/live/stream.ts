/** One event stream to one reader: server-sent events on a Node response (ARCHITECTURE.md, Live). */
import type { ServerResponse } from 'node:http'

/** What a slow reader may owe before it is cut off; it comes back with Last-Event-ID. */
export const maxBuffered = 1_000_000
/** What an ended stream gets to bring its last bytes out (P8: closed within 5 s, whoever reads or not). */
const flushMilliseconds = 1_000

export type Stream = {
  /** Nothing happens once the stream has ended. */
  write: (bytes: Buffer | string) => void
  /** Ends the stream; the reader's browser will ask again. */
  end: () => void
  /** Called once when the connection is gone; at once if it is already. */
  onClose: (closed: () => void) => void
  /** False from the end on, even while last bytes are on their way. */
  isOpen: () => boolean
}

/**
 * Begins a stream, with `more` headers (names and values in turn). The reader is asked to wait 1 to 3 s before it
 * reconnects, at random, so as not to come all at once.
 */
export function openStream(response: ServerResponse, more: readonly string[] = []): Stream {
  response.writeHead(200, [...streamHeaders, ...more])
  response.socket?.setNoDelay(true)
  const stream = new ResponseStream(response)
  stream.write(retryBytes())
  return stream
}

/** As Node writes them: without a table of headers for each reader. */
const streamHeaders = Object.entries({
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  'X-Accel-Buffering': 'no',
  'X-Content-Type-Options': 'nosniff',
  Connection: 'keep-alive',
}).flat()

/** One object per reader and one listener for its end: thousands of them are open at once. */
class ResponseStream implements Stream {
  private readonly response: ServerResponse
  // A reader may be gone before its stream began; 'close' is not said twice.
  private open: boolean
  private closed: (() => void)[] | null = null
  private cut: NodeJS.Timeout | undefined

  constructor(response: ServerResponse) {
    this.response = response
    this.open = !response.destroyed
    response.on('error', destroy)
    response.once('close', () => {
      this.open = false
      clearTimeout(this.cut)
      for (const closed of this.closed ?? []) closed()
    })
  }

  write(bytes: Buffer | string): void {
    if (!this.open) return
    if (this.response.writableLength <= maxBuffered) {
      this.response.write(bytes)
      return
    }
    this.open = false
    this.response.destroy()
  }

  end(): void {
    if (!this.open) return
    this.open = false
    this.cut = setTimeout(() => this.response.destroy(), flushMilliseconds)
    this.response.end()
  }

  onClose(closed: () => void): void {
    if (this.response.destroyed) closed()
    else this.closed = [...(this.closed ?? []), closed]
  }

  isOpen(): boolean {
    return this.open
  }
}

/** The same function for every reader. */
function destroy(this: ServerResponse): void {
  this.destroy()
}

/** Asks the reader to wait 1 to 3 s before it comes back. */
export function retryBytes(): string {
  return `retry: ${1000 + Math.floor(Math.random() * 2000)}\n\n`
}

/** One event as bytes. `id` lets the browser say where it was. */
export function eventBytes(event: string, data: unknown, id?: number): Buffer {
  const head = id === undefined ? '' : `id: ${id}\n`
  return Buffer.from(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** Keeps proxies from closing a quiet stream. */
export const heartbeat = Buffer.from(': still here\n\n')
