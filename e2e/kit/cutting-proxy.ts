import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type CuttingProxy = {
  /** http://localhost:<port>: leads to the app behind it. */
  url: string
  /** How many connections it has cut so far. */
  cuts(): number
  /** From now on nothing is cut any more. */
  relent(): void
  stop(): Promise<void>
}

/** A TCP proxy on loopback that cuts each connection after so many bytes of answer, wherever in a line that is. */
export async function startCuttingProxy(
  target: { port: number },
  bytesOfNext: () => number,
): Promise<CuttingProxy> {
  let cuts = 0
  let cutting = true
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    let left = bytesOfNext()
    const app = connect(target.port, '127.0.0.1')
    for (const socket of [client, app]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    client.on('data', (chunk) => app.write(chunk)).on('close', () => app.destroy())
    app
      .on('data', (chunk) => {
        if (!cutting || chunk.length < left) {
          left -= chunk.length
          client.write(chunk)
          return
        }
        cuts += 1
        // What goes before the cut is still delivered: the reader gets half a line.
        client.end(chunk.subarray(0, left))
        app.destroy()
      })
      .on('close', () => client.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The proxy does not listen')
  return {
    url: `http://localhost:${address.port}`,
    cuts: () => cuts,
    relent() {
      cutting = false
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
