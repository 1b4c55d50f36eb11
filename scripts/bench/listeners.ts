/** Many readers of one event stream each, as raw sockets: they cost as little as a client can. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { answerOrders } from './child.ts'
import type { Heard, ListenOrder, Target } from './messages.ts'

type Reader = { socket: Socket; bytes: number; at: bigint; isOpen: boolean }

/** So many connect at once: more than a server's backlog would be refused. */
const batch = 100

const endOfChunk = Buffer.from('\n\n\r\n')
/** An event with a state is longer, in bytes. */
const least = 500

let readers: Reader[] = []
let waiting = 0
let finish: (() => void) | null = null
let first: Buffer[] = []

answerOrders<ListenOrder>(async (order) => {
  if (order.do === 'open') return await openAll(order.target, order.count)
  if (order.do === 'await') return beginToWait()
  const closed = readers.map(({ socket }) => once(socket, 'close'))
  for (const { socket } of readers) socket.destroy()
  await Promise.all(closed)
  readers = []
  return null
})

async function openAll(target: Target, count: number): Promise<number> {
  while (readers.length < count) {
    const size = Math.min(batch, count - readers.length)
    readers.push(...(await Promise.all(Array.from({ length: size }, () => open(target)))))
  }
  return readers.length
}

/** Resolves once the stream has begun: its headers have come. */
async function open({ port, path, host }: Target): Promise<Reader> {
  let begun = () => {}
  const beginning = new Promise<void>((resolve) => {
    begun = resolve
  })
  const onread = {
    buffer: Buffer.allocUnsafe(65_536),
    callback: (count: number, buffer: Uint8Array) => {
      if (!reader.isOpen) {
        const answer = Buffer.from(buffer.subarray(0, count)).toString()
        // It would never begin: a link has so many streams, and no more (server/share-link/shares.ts).
        if (!answer.startsWith('HTTP/1.1 200')) throw new Error(`After ${readers.length} streams: ${answer}`)
        reader.isOpen = true
        begun()
      } else hear(reader, count, buffer)
      return true
    },
  }
  // The buffer is shared between reads of this socket alone.
  const socket = connect({ port, host: '127.0.0.1', onread })
  const reader: Reader = { socket, bytes: 0, at: 0n, isOpen: false }
  socket.on('error', (error) => {
    throw error
  })
  socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: text/event-stream\r\n\r\n`)
  await beginning
  return reader
}

function hear(reader: Reader, count: number, buffer: Uint8Array): void {
  if (waiting === 0) return
  if (reader === readers[0]) first.push(Buffer.from(buffer.subarray(0, count)))
  if (reader.at !== 0n) return
  reader.bytes += count
  // No line of an event is empty but the one that ends it; the time of day, which comes by itself, is shorter.
  if (reader.bytes < least || !endOfChunk.equals(buffer.subarray(count - endOfChunk.length, count))) return
  reader.at = process.hrtime.bigint()
  waiting -= 1
  if (waiting === 0) finish?.()
}

/** Answers at once; what was heard is sent when every reader has its last byte. */
function beginToWait(): null {
  for (const reader of readers) Object.assign(reader, { bytes: 0, at: 0n })
  first = []
  waiting = readers.length
  finish = () => {
    const heard: Heard = {
      at: readers.map(({ at }) => Number(at)),
      first: Buffer.concat(first).toString('base64'),
    }
    process.send?.(heard)
  }
  return null
}
