import type { Socket } from 'node:net'
import { type LoopbackProxy, startProxy } from './proxy.ts'

export type HoldingProxy = LoopbackProxy & {
  /** From now on what the app answers is kept back. */
  hold(): void
  /** What has been kept back so far. */
  held(): string
  /** Passes on what was kept back, and everything from now on. */
  release(): void
}

/** Can lose or delay the app's answers. */
export async function startHoldingProxy(target: { port: number }): Promise<HoldingProxy> {
  let holding = false
  let kept: { client: Socket; chunk: Buffer }[] = []
  const proxy = await startProxy(target, () => (chunk, client) => {
    if (holding) kept.push({ client, chunk })
    else client.write(chunk)
  })
  return {
    ...proxy,
    hold() {
      holding = true
    },
    held: () => Buffer.concat(kept.map(({ chunk }) => chunk)).toString(),
    release() {
      holding = false
      for (const { client, chunk } of kept) client.write(chunk)
      kept = []
    },
  }
}
