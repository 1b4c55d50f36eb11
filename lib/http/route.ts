/** The one wrapper of every route handler: who asks, from where, with what; and every error as problem+json. */
import { type Authenticated, actorOfHeaders, refuseOther } from '#lib/auth/actor.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { isOwnOrigin } from '#lib/http/origin.ts'
import { problemHeaders, problemOf } from '#lib/http/problem.ts'
import { securityHeaders } from '#lib/http/security-headers.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { toAppError } from '#lib/log/faults.ts'
import { log } from '#lib/log.ts'

export type Call<Params> = {
  actor: Actor
  params: Params
  url: URL
  /** The body as JSON. Throws AppError: invalid when it is none, too_large when it is larger than 1 MB. */
  json: () => Promise<unknown>
  /** The body as it came, with the name that X-File-Name gives it. Throws AppError: invalid, too_large. */
  file: (limit: number) => Promise<{ name: string; bytes: Uint8Array }>
  /** The Idempotency-Key header, checked; undefined when there is none. */
  key: string | undefined
  /** A header of the request, or null. */
  header: (name: string) => string | null
}

type Handler<Params> = (call: Call<Params>) => Promise<Response>

const maxBody = 1_000_000
const maxHookBody = 250_000
/** A file's own header makes a foreign page ask first, as JSON does. */
const fileName = 'X-File-Name'
type Body = 'json' | 'file'

/**
 * Wraps a handler for staff and tokens. A write with the session cookie must come from PUBLIC_URL and be JSON (D8).
 * What the actor may do is decided behind it: by the door, or because everybody who may sign in may read.
 */
export function route<Params = Record<string, never>>(handler: Handler<Params>, body: Body = 'json') {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    try {
      const known = await authenticate(request, body)
      const params = await context.params
      return await handler({
        actor: known.actor,
        params,
        url: new URL(request.url),
        json: () => readJson(request),
        file: (limit) => readFile(request, limit),
        key: readKey(request),
        header: (name) => request.headers.get(name),
      })
    } catch (error) {
      const refused = toAppError(error)
      const isUnknown = refused instanceof AppError && refused.code === 'unauthenticated'
      return isUnknown && isForPeople(request) ? toSignIn(request) : refusal(refused)
    }
  }
}

/**
 * Wraps a handler of what other systems call: the bytes as they came, before anything is made of them, and no session
 * or origin, because the signature says whose it is. Answers 204.
 */
export function hook(handler: (bytes: Uint8Array, headers: Headers) => Promise<void>) {
  return async (request: Request): Promise<Response> => {
    try {
      await handler(await readBody(request, maxHookBody), request.headers)
      return emptyResponse()
    } catch (error) {
      return refusal(toAppError(error))
    }
  }
}

/** A file at an address that people pass on, and open by hand. */
function isForPeople(request: Request): boolean {
  return request.method === 'GET' && !new URL(request.url).pathname.startsWith('/api/')
}

function toSignIn(request: Request): Response {
  const { pathname, search } = new URL(request.url)
  const headers = new Headers(securityHeaders(env().publicUrl))
  headers.set('Location', `/sign-in?next=${encodeURIComponent(pathname + search)}`)
  return new Response(null, { status: 303, headers })
}

/** JSON text that must not be kept by anybody on the way. */
export function jsonResponse(text: string, init: ResponseInit = {}): Response {
  const headers = new Headers(securityHeaders(env().publicUrl))
  for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
  headers.set('Content-Type', 'application/json; charset=utf-8')
  return new Response(text, { ...init, headers })
}

/** Done, and nothing to say of it. */
export function emptyResponse(): Response {
  return new Response(null, { status: 204, headers: securityHeaders(env().publicUrl) })
}

async function authenticate(request: Request, body: Body): Promise<Authenticated> {
  const known = await actorOfHeaders({
    cookie: request.headers.get('cookie'),
    authorization: request.headers.get('authorization'),
  })
  if (!known) throw new AppError('unauthenticated', 'Sign in, or send a Bearer token.')
  refuseOther(known, request.headers.get('x-signed-in-as'))
  if (known.via === 'session' && request.method !== 'GET' && request.method !== 'HEAD') {
    refuseForeign(request, body)
  }
  return known
}

function refuseForeign(request: Request, body: Body): void {
  const origin = request.headers.get('origin')
  if (origin === null || !isOwnOrigin(origin, env().publicUrl)) {
    throw new AppError('forbidden', `Writes with a session come from ${env().publicUrl} alone.`)
  }
  if (body === 'file') return void readName(request)
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) {
    throw new AppError('invalid', 'Send application/json.', {
      fields: { 'content-type': 'application/json' },
    })
  }
}

async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBody(request, maxBody)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new AppError('invalid', 'The body is not JSON.', {
      fields: { body: 'Send a JSON object in UTF-8.' },
    })
  }
}

async function readFile(request: Request, limit: number): Promise<{ name: string; bytes: Uint8Array }> {
  return { name: readName(request), bytes: await readBody(request, limit) }
}

/** Percent-encoded, because a header holds no other letters than Latin ones. */
function readName(request: Request): string {
  try {
    const name = decodeURIComponent(request.headers.get(fileName) ?? '')
    if (name !== '') return name
  } catch {
    // Falls through to the one refusal.
  }
  throw new AppError('invalid', 'The file needs a name.', {
    fields: { [fileName]: 'Give its name in this header, percent-encoded.' },
  })
}

async function readBody(request: Request, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  // A Request's body is an async iterable of bytes in Node; the DOM's types do not say so.
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength
    // What is too much is read on and dropped: an unread rest would hold up the connection's next request.
    if (size <= limit) chunks.push(chunk)
    else if (size > limit + 20 * maxBody) break
  }
  if (size > limit) {
    const message = `The body is larger than ${limit < maxBody ? `${limit / 1000} kB` : `${limit / 1_000_000} MB`}.`
    throw new AppError('too_large', message, { fields: { body: 'Send less.' } })
  }
  return Buffer.concat(chunks)
}

function readKey(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key')
  if (key === null) return undefined
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key
  throw new AppError('invalid', 'The Idempotency-Key is not usable.', {
    fields: { 'Idempotency-Key': 'Give 1 to 255 visible ASCII characters, such as a UUID.' },
  })
}

function refusal(error: unknown): Response {
  const { status, body } = problemOf(error)
  if (status >= 500) log.error('A request failed', { error, id: body.id })
  const headers = { ...securityHeaders(env().publicUrl), ...problemHeaders(body) }
  return new Response(JSON.stringify(body), { status, headers })
}
