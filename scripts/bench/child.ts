/** A process of the bench, asked one thing at a time. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

export type Child = {
  /** What it has printed to its error output. */
  output: () => string
  /** Sends an order and resolves with the answer to it. Rejects when the process ends instead. */
  ask: <Answer>(order: object) => Promise<Answer>
  /** What it tells next by itself. */
  next: <Answer>() => Promise<Answer>
  stop: () => Promise<void>
}

/** Starts a program of this folder by its file name. */
export function startChild(file: string, environment: Record<string, string> = {}): Child {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: { ...process.env, ...environment },
  })
  let output = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const ended = once(child, 'exit')
  process.once('exit', () => child.kill('SIGKILL'))
  const next = async <Answer>() => {
    const told = once(child, 'message')
    const failed = ended.then(() => Promise.reject(new Error(`${file} ended before it answered:\n${output}`)))
    const [answer] = await Promise.race([told, failed])
    return answer as Answer // the programs of this folder answer what messages.ts says
  }
  return {
    output: () => output,
    ask: async <Answer>(order: object) => {
      const answer = next<Answer>()
      child.send(order)
      return await answer
    },
    next,
    stop: async () => {
      child.kill()
      await ended
    },
  }
}

/** For the program itself: answers each order with what `handle` makes of it. */
export function answerOrders<Order>(handle: (order: Order) => unknown): void {
  process.on('message', async (order) => {
    process.send?.((await handle(order as Order)) ?? null) // sent by `ask` alone
  })
}
