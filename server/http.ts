import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { clientAddress, clientHeader } from '#lib/auth/client-address.ts'
import { env } from '#lib/env.ts'
import { log } from '#lib/log.ts'
import { StartFailure } from '#lib/start-failure.ts'

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Node's own HTTP server in front of `handle`; what `first` takes is answered by then. Headers that only the
 * framework itself may set are removed, the image optimizer is not there, and outside of development a connection
 * is never upgraded.
 */
export function createHttpServer(
  handle: Handler,
  { development, first }: { development: boolean; first?: (...given: Parameters<Handler>) => boolean },
): Server {
  const options = {
    // A picture of 10 MB comes from a telephone on a bad network too.
    requestTimeout: 120_000,
    headersTimeout: 10_000,
    // Longer than a proxy in front keeps its idle connections, so that it never meets one that just closed.
    keepAliveTimeout: 65_000,
    ...(development ? {} : { shouldUpgradeCallback: () => false }),
  }
  return createServer(options, (request, response) => {
    if (!first?.(request, response)) void respond(request, response)
  })

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const from = performance.now()
    response.once('close', () => report(request, response, performance.now() - from))
    response.once('finish', () => discardRest(request))
    try {
      if (!development) stripInternalHeaders(request)
      // Whoever signs in is slowed down by it, so no client may write it.
      request.headers[clientHeader] = clientAddress(request, env().trustedProxies)
      if (!development && request.headers.upgrade) return refuse(response, 400, 'Upgrade is not supported')
      if (isImageOptimizer(request.url)) return refuse(response, 404, 'Not found')
      await handle(request, response)
    } catch (error) {
      log.error('A request failed', { method: request.method, path: loggedPath(request.url), error })
      if (response.headersSent) response.destroy()
      else refuse(response, 500, 'Something went wrong here. It has been logged.')
    }
  }
}

/** Starts listening; a taken or forbidden port is one clear line. */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException) => reject(listenFailure(error, { host, port }))
    server.once('error', fail)
    server.listen({ host, port }, () => {
      server.off('error', fail)
      resolve()
    })
  })
}

/** Fails as `listen` would, before anything else is started. */
export async function checkPort(where: { host: string; port: number }): Promise<void> {
  const probe = createServer()
  await listen(probe, where)
  await new Promise((closed) => probe.close(closed))
}

/** Takes no new request, lets running ones finish for `grace` milliseconds, then cuts what is left. */
export async function closeHttpServer(server: Server, grace: number): Promise<void> {
  const closed = new Promise((done) => server.close(done))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), grace)
  await closed
  clearTimeout(cut)
}

/**
 * Removes what a client may not send: headers by which the framework's parts talk to one another, and ours
 * that proxy.ts sets. `next-action`, `rsc` and `next-router-*` are the browser's own and stay.
 */
function stripInternalHeaders({ headers }: IncomingMessage): void {
  for (const name of Object.keys(headers)) if (internal.test(name)) delete headers[name]
}

const internal =
  /^(x-middleware-.*|x-nextjs-.*|x-next-.*|x-invoke-.*|x-matched-path|x-now-.*|next-resume|x-nonce|x-sitrep-.*|content-security-policy(-report-only)?)$/

/**
 * What was refused unread would stand in the way of the connection's next request. `requestTimeout` bounds how long
 * somebody may go on sending.
 */
function discardRest(request: IncomingMessage): void {
  if (request.complete) return
  request.unpipe()
  request.removeAllListeners('readable')
  request.removeAllListeners('data')
  request.resume()
}

function isImageOptimizer(url = ''): boolean {
  return /^\/+_next\/+image(?:[/?#]|$)/.test(url)
}

function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${text}\n`)
}

function report(request: IncomingMessage, response: ServerResponse, milliseconds: number): void {
  const fields = {
    method: request.method,
    path: loggedPath(request.url),
    status: response.statusCode,
    milliseconds: Math.round(milliseconds),
  }
  if (response.statusCode >= 500) log.warn('A request was answered with an error', fields)
  else log.debug('Request', fields)
}

/** The address as the log may have it: under /s/ stand tokens, and whatever looks like one is none of its business. */
export function loggedPath(url = ''): string {
  return /^\/+s\//i.test(url) ? '/s/[redacted]' : url.replace(/[\w-]{43,}/g, '[redacted]')
}

function listenFailure(error: NodeJS.ErrnoException, where: { host: string; port: number }): Error {
  const { host, port } = where
  if (error.code === 'EADDRINUSE') {
    return new StartFailure(`Port ${port} is taken: stop what uses it, or set PORT to another one`)
  }
  if (error.code === 'EACCES') {
    return new StartFailure(`Port ${port} may not be used by this user: set PORT to one above 1023`)
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new StartFailure(
      `HOST ${host} is no address of this machine (example: 127.0.0.1, or 0.0.0.0 for all)`,
    )
  }
  return error
}
