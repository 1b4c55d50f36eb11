/** One event stream to one reader: server-sent events on a Node response (ARCHITECTURE §4). */
import type { ServerResponse } from 'node:http'

/** What a slow reader may owe before it is cut off; it comes back with Last-Event-ID. */
const maxBuffered = 1_000_000

export type Stream = {
  write: (bytes: Buffer | string) => void
  /** Ends the stream; the reader's browser will ask again. */
  end: () => void
  onClose: (closed: () => void) => void
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
  let open = true
  response.once('close', () => {
    open = false
  })
  const write = (bytes: Buffer | string): void => {
    if (!open) return
    if (response.writableLength > maxBuffered) {
      response.destroy()
      return
    }
    response.write(bytes)
  }
  write(`retry: ${1000 + Math.floor(Math.random() * 2000)}\n\n`)
  return {
    write,
    end: () => response.end(),
    onClose: (closed) => response.once('close', closed),
    isOpen: () => open,
  }
}

/** One event as bytes. `id` lets the browser say where it was. */
export function eventBytes(event: string, data: unknown, id?: number): Buffer {
  const head = id === undefined ? '' : `id: ${id}\n`
  return Buffer.from(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** Keeps proxies from closing a quiet stream. */
export const heartbeat = Buffer.from(': still here\n\n')
