/**
 * What a process really holds: heap and buffers after a collection, asked of it by its inspector. What it has merely
 * reserved (its resident set) depends on what it did before, and would flatter whoever has done more.
 */
import { once } from 'node:events'

const address = /ws:\/\/\S+/

/** For the environment of a process that is to be asked; it prints the address to its error output. */
export const inspected = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

/** The address of the inspector in what the process has printed. Throws when there is none. */
export function inspectorIn(output: string): string {
  const [found] = address.exec(output) ?? []
  if (!found) throw new Error('The process did not say where its inspector is')
  return found
}

/** Bytes of heap and of buffers outside of it, after a collection. */
export async function heldBy(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector)
  await once(socket, 'open')
  try {
    await ask(socket, 'HeapProfiler.collectGarbage')
    const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'
    return (await ask(socket, 'Runtime.evaluate', { expression })).result?.value ?? Number.NaN
  } finally {
    socket.close()
  }
}

type Answer = { result?: { value?: number } }

async function ask(socket: WebSocket, method: string, params: object = {}): Promise<Answer> {
  const answered = once(socket, 'message')
  socket.send(JSON.stringify({ id: 1, method, params }))
  const [message] = (await answered) as [MessageEvent<string>]
  return (JSON.parse(message.data) as { result: Answer }).result // the protocol's answer to a call
}
