/** What the fakes have in common: a server on loopback that is gone when it is stopped. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

export type Served = { url: string; port: number; stop(): Promise<void> }

/** Serves on a free port of loopback, or on the one given. */
export async function serve(
  answer: (request: IncomingMessage, response: ServerResponse, body: Buffer) => Promise<void>,
  port = 0,
): Promise<Served> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer) // a request without an encoding gives bytes
    await answer(request, response, Buffer.concat(parts))
  })
  // What is kept open never closes by itself: a client that was held up would write into it at that moment.
  server.keepAliveTimeout = 0
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('No port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}
