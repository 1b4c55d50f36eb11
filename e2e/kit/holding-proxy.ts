import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type HoldingProxy = {
  /** http://localhost:<port>: leads to the app behind it. */
  url: string
  /** From now on what the app answers is kept back. */
  hold(): void
  /** What has been kept back so far. */
  held(): string
  /** Passes on what was kept back, and everything from now on. */
  release(): void
  stop(): Promise<void>
}

/** A TCP proxy on loopback that can lose or delay the app's answers; it knows no HTTP. */
export async function startHoldingProxy(target: { port: number }): Promise<HoldingProxy> {
  let holding = false
  let kept: { client: Socket; chunk: Buffer }[] = []
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const app = connect(target.port, '127.0.0.1')
    for (const socket of [client, app]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    client.on('data', (chunk) => app.write(chunk)).on('close', () => app.destroy())
    app
      .on('data', (chunk) => {
        if (holding) kept.push({ client, chunk })
        else client.write(chunk)
      })
      .on('close', () => client.destroy())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The proxy does not listen')
  return {
    url: `http://localhost:${address.port}`,
    hold() {
      holding = true
    },
    held: () => Buffer.concat(kept.map(({ chunk }) => chunk)).toString(),
    release() {
      holding = false
      for (const { client, chunk } of kept) client.write(chunk)
      kept = []
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
