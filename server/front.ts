/**
 * Answered before Next: the pages of stakeholders, event streams, health, and methods that an address does not
 * know. It sets its own headers; proxy.ts never sees these.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { type Authenticated, actorOfHeaders, refuseOther } from '#lib/auth/actor.ts'
import { buildId } from '#lib/build-id.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { type Problem, problemHeaders, problemOf } from '#lib/http/problem.ts'
import { securityHeaders } from '#lib/http/security-headers.ts'
import { endAllStreams, findChannel, guard, isListening, joinHints, joinWatchers } from '#lib/live/hub.ts'
import { eventBytes, openStream, type Stream } from '#lib/live/stream.ts'
import { toAppError } from '#lib/log/faults.ts'
import { noSuchIncident } from '#lib/log/ref.ts'
import { log } from '#lib/log.ts'
import { allowedMethods } from '#lib/openapi/allowed.ts'
import { aheadOf, mostSkewMs } from '#server/clock.ts'
import { answerShareLink } from '#server/share-link/share-links.ts'

/** What is answered here; the rest of the API is Next's. */
export const frontAddresses = ['/api/health', '/api/v1/stream', '/api/v1/incidents/{ref}/stream'] as const

const incidentStream = /^\/api\/v1\/incidents\/([^/]+)\/stream$/

/** Answers the request if it is the front's to answer; false hands it to Next. Never throws. */
export async function handleFront(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  if (await answerShareLink(request, response)) return true
  const url = URL.parse(request.url ?? '/', 'http://front')
  if (url && !isOurs(url.pathname) && !isRefused(request, url.pathname)) return false
  try {
    for (const [name, value] of Object.entries(securityHeaders(env().publicUrl))) {
      response.setHeader(name, value)
    }
    if (!url) throw new AppError('invalid', 'This is no address.')
    await answer(request, response, url)
  } catch (error) {
    refuse(response, toAppError(error))
  }
  return true
}

function isOurs(path: string): boolean {
  return path === '/api/health' || path === '/api/v1/stream' || incidentStream.test(path)
}

/** Next answers a method that a handler does not export with nothing at all, and OPTIONS well. */
function isRefused({ method = '' }: IncomingMessage, path: string): boolean {
  return method !== 'OPTIONS' && allowedMethods(path)?.includes(method) === false
}

function refuseMethod({ method = '' }: IncomingMessage, response: ServerResponse, path: string): void {
  const allowed = allowedMethods(path)?.join(', ') ?? 'GET'
  if (allowed.split(', ').includes(method)) return
  response.setHeader('Allow', allowed)
  throw new AppError('method_not_allowed', `Only ${allowed.replaceAll(', ', ' and ')} is answered here.`)
}

async function answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  refuseMethod(request, response, url.pathname)
  if (url.pathname === '/api/health') return await answerHealth(response)
  const ref = incidentStream.exec(url.pathname)?.[1]
  return ref === undefined
    ? await streamHints(request, response)
    : await streamIncident(request, response, { ref: decoded(ref), url })
}

/** What stands in the address; what cannot be decoded stays as it is and is the ref of nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Ends every open stream, for an orderly stop. */
export function endStreams(): void {
  endAllStreams()
}

type Wanted = { ref: string; url: URL }

async function streamIncident(request: IncomingMessage, response: ServerResponse, { ref, url }: Wanted) {
  const { actor, via, check } = await authenticate(request)
  const after = position(request, url)
  const found = await findChannel(ref)
  if (!found) throw noSuchIncident(ref)
  const stream = openStream(response)
  nameVersion(stream)
  guard(stream, check)
  // A program that reads along is nobody who watches, whoever's token it has.
  if (via === 'session') joinWatchers(stream, { incidentId: found.id, personId: actor.id })
  await found.channel.join(stream, after)
}

/** Which build answers here: a page of another one offers to be loaded anew. */
function nameVersion(stream: Stream): void {
  stream.write(eventBytes('version', { build: buildId() }))
}

async function streamHints(request: IncomingMessage, response: ServerResponse) {
  const { check } = await authenticate(request)
  const stream = openStream(response)
  nameVersion(stream)
  guard(stream, check)
  joinHints(stream)
}

/** Last-Event-ID, which the browser sends when it reconnects, wins over the address. */
function position(request: IncomingMessage, url: URL): number {
  const given = request.headers['last-event-id'] ?? url.searchParams.get('after') ?? '0'
  const after = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : null
  if (after !== null) return after
  throw new AppError('invalid', 'after must be the number of an entry.', {
    fields: { after: 'Give a whole number from 0 on.' },
  })
}

/** A session or a token; and no other site may read along (D10). Everybody who may sign in may read. */
async function authenticate(request: IncomingMessage): Promise<Authenticated> {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new AppError('forbidden', 'Event streams are read from this site alone.')
  }
  const { cookie, authorization } = request.headers
  const known = await actorOfHeaders({ cookie, authorization })
  if (!known) throw new AppError('unauthenticated', 'Sign in, or send a Bearer token.')
  refuseOther(known, request.headers['x-signed-in-as'])
  return known
}

async function answerHealth(response: ServerResponse): Promise<void> {
  const from = Date.now()
  const now = await database()
    .execute<{ now: Date | string }>(sql`select clock_timestamp() as now`)
    .then(
      ({ rows }) => new Date(rows[0]?.now ?? Number.NaN).getTime(),
      () => null,
    )
  const ahead = now === null ? null : aheadOf(now, [from, Date.now()])
  const stream = isListening()
  const well = ahead !== null && stream
  const body = {
    status: well ? 'ok' : 'unavailable',
    database: ahead === null ? 'unavailable' : 'ok',
    stream: stream ? 'ok' : 'unavailable',
    clock: ahead === null ? 'unknown' : Math.abs(ahead) < mostSkewMs ? 'ok' : 'off',
  }
  response.writeHead(well ? 200 : 503, {
    'Content-Type': 'application/json; charset=utf-8',
  })
  response.end(JSON.stringify(body))
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { body } = problemOf(error)
  if (body.status >= 500) log.warn('The front could not answer', { error, id: body.id })
  sendProblem(response, body)
}

function sendProblem(response: ServerResponse, body: Problem): void {
  response.writeHead(body.status, problemHeaders(body))
  response.end(JSON.stringify(body))
}
