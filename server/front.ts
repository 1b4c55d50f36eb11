/** Answered before Next: event streams and health. It sets its own headers; proxy.ts never sees these. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { type Authenticated, actorOfHeaders } from '#lib/auth/actor.ts'
import { AppError } from '#lib/errors.ts'
import { problemOf } from '#lib/http/problem.ts'
import { endAllStreams, findChannel, guard, isListening, joinHints } from '#lib/live/hub.ts'
import { openStream } from '#lib/live/stream.ts'
import { toAppError } from '#lib/log/faults.ts'
import { log } from '#lib/log.ts'

const incidentStream = /^\/api\/v1\/incidents\/([^/]+)\/stream$/

/** Answers the request if it is the front's to answer; false hands it to Next. Never throws. */
export async function handleFront(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://front')
  const ref = incidentStream.exec(url.pathname)?.[1]
  const work =
    ref !== undefined
      ? () => streamIncident(request, response, { ref, url })
      : url.pathname === '/api/v1/stream'
        ? () => streamHints(request, response)
        : url.pathname === '/api/health'
          ? () => answerHealth(response)
          : null
  if (!work) return false
  try {
    if (request.method !== 'GET') throw new AppError('invalid', 'Only GET is answered here.')
    await work()
  } catch (error) {
    refuse(response, toAppError(error))
  }
  return true
}

/** Ends every open stream, for an orderly stop. */
export function endStreams(): void {
  endAllStreams()
}

type Wanted = { ref: string; url: URL }

async function streamIncident(request: IncomingMessage, response: ServerResponse, { ref, url }: Wanted) {
  const { check } = await authenticate(request)
  const after = position(request, url)
  const channel = await findChannel(decodeURIComponent(ref))
  if (!channel) throw new AppError('not_found', `There is no incident ${ref}.`)
  const stream = openStream(response)
  guard(stream, check)
  await channel.join(stream, after)
}

async function streamHints(request: IncomingMessage, response: ServerResponse) {
  const { check } = await authenticate(request)
  const stream = openStream(response)
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
  return known
}

async function answerHealth(response: ServerResponse): Promise<void> {
  const databaseIsWell = await database()
    .execute(sql`select 1`)
    .then(
      () => true,
      () => false,
    )
  const stream = isListening()
  const well = databaseIsWell && stream
  const body = {
    status: well ? 'ok' : 'unavailable',
    database: databaseIsWell ? 'ok' : 'unavailable',
    stream: stream ? 'ok' : 'unavailable',
  }
  response.writeHead(well ? 200 : 503, {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  })
  response.end(JSON.stringify(body))
}

function refuse(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { status, body } = problemOf(error)
  if (status >= 500) log.warn('The front could not answer', { error })
  response.writeHead(status, {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...(status === 503 ? { 'Retry-After': '2' } : {}),
  })
  response.end(JSON.stringify(body))
}
