import { type LoopbackProxy, startProxy } from './proxy.ts'

export type CuttingProxy = LoopbackProxy & {
  /** How many connections it has cut so far. */
  cuts(): number
  /** From now on nothing is cut any more. */
  relent(): void
}

/** Cuts each connection after so many bytes of answer, wherever in a line that is. */
export async function startCuttingProxy(
  target: { port: number },
  bytesOfNext: () => number,
): Promise<CuttingProxy> {
  let cuts = 0
  let cutting = true
  const proxy = await startProxy(target, () => {
    let left = bytesOfNext()
    return (chunk, client, app) => {
      if (!cutting || chunk.length < left) {
        left -= chunk.length
        client.write(chunk)
        return
      }
      cuts += 1
      // What goes before the cut is still delivered: the reader gets half a line.
      client.end(chunk.subarray(0, left))
      app.destroy()
    }
  })
  return {
    ...proxy,
    cuts: () => cuts,
    relent() {
      cutting = false
    },
  }
}
