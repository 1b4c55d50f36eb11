import { globSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { handleFront } from '#server/front.ts'

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Promise<globalThis.Response>

/**
 * The API over HTTP without the framework: the front, then the route files by their folders. For tests of what is
 * answered; journeys ask the built app.
 */
export async function serveHandlers(): Promise<{ url: string; stop: () => void }> {
  const routes = globSync('app/api/v1/**/route.ts').map((file) => {
    const path = file.replace(/^app/, '').replace(/\/route\.ts$/, '')
    const pattern = new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\[(\w+)\]/g, '(?<$1>[^/]+)')}$`)
    return { file: `${process.cwd()}/${file}`, pattern }
  })
  // What is written out wins over a parameter in its place.
  routes.sort((a, b) => Number(a.file.includes('[')) - Number(b.file.includes('[')))
  const server = createServer((incoming, outgoing) => {
    respond(incoming, outgoing).catch((error) => outgoing.writeHead(599).end(String(error)))
  })
  // What is kept open never closes by itself: a client that was held up would write into it at that moment.
  server.keepAliveTimeout = 0
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  // A TCP server's address is an object.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }

  async function respond(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (await handleFront(incoming, outgoing)) return
    const { pathname } = new URL(incoming.url ?? '/', url)
    const route = routes.find(({ pattern }) => pattern.test(pathname))
    if (!route) throw new Error(`No handler at ${pathname}`)
    const methods = (await import(/* @vite-ignore */ route.file)) as Record<string, Handler>
    const handler = methods[incoming.method ?? 'GET']
    if (!handler) throw new Error(`${incoming.method} is not handled at ${pathname}`)
    const params = Object.entries(route.pattern.exec(pathname)?.groups ?? {})
    const answer = await handler(await requestOf(incoming, url), {
      params: Promise.resolve(
        Object.fromEntries(params.map(([name, value]) => [name, decodeURIComponent(value)])),
      ),
    })
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    outgoing.end(Buffer.from(await answer.arrayBuffer()))
  }
}

async function requestOf(incoming: IncomingMessage, base: string): Promise<Request> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const { method = 'GET', headers } = incoming
  const given = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)])
  return new Request(new URL(incoming.url ?? '/', base), {
    method,
    headers: given,
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  })
}
