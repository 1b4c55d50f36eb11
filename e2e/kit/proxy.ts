import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type LoopbackProxy = {
  /** http://localhost:<port>: leads to the app behind it. */
  url: string
  stop(): Promise<void>
}

/** What becomes of a piece of the app's answer on its way to the client. */
type Pass = (chunk: Buffer, client: Socket, app: Socket) => void

/** A TCP proxy on loopback; it knows no HTTP. `begin` is asked once for each connection. */
export async function startProxy(target: { port: number }, begin: () => Pass): Promise<LoopbackProxy> {
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const pass = begin()
    const app = connect(target.port, '127.0.0.1')
    for (const socket of [client, app]) {
      sockets.add(socket)
      socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    }
    client.on('data', (chunk) => app.write(chunk)).on('close', () => app.destroy())
    app.on('data', (chunk) => pass(chunk, client, app)).on('close', () => client.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('The proxy does not listen')
  return {
    url: `http://localhost:${address.port}`,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
