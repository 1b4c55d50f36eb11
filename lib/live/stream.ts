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

/** Begins a stream. The reader is asked to wait 1 to 3 s before it reconnects, at random, so as not to come all at once. */
export function openStream(response: ServerResponse): Stream {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-cache, no-transform',
    'X-Accel-Buffering': 'no',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'keep-alive',
  })
  response.socket?.setNoDelay(true)
  // A reader may be gone before its stream began; 'close' is not said twice.
  let open = !response.destroyed
  response.once('close', () => {
    open = false
  })
  response.on('error', () => response.destroy())
  const write = (bytes: Buffer | string): void => {
    if (!open) return
    if (response.writableLength <= maxBuffered) {
      response.write(bytes)
      return
    }
    open = false
    response.destroy()
  }
  const end = (): void => {
    if (!open) return
    open = false
    const cut = setTimeout(() => response.destroy(), flushMilliseconds)
    response.once('close', () => clearTimeout(cut))
    response.end()
  }
  write(retryBytes())
  return {
    write,
    end,
    onClose: (closed) => (response.destroyed ? closed() : response.once('close', closed)),
    isOpen: () => open,
  }
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
