import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { cookieName } from '#lib/auth/cookie.ts'
import { startSession } from '#lib/auth/session-row.ts'
import { env } from '#lib/env.ts'
import { POST as command } from './[ref]/commands/route.ts'
import { GET as entries } from './[ref]/entries/route.ts'
import { GET as one } from './[ref]/route.ts'
import { POST as declare, GET as list } from './route.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const cookie = `${cookieName()}=${await startSession(ines.id)}`
const origin = env().publicUrl
const own = { cookie, origin, 'content-type': 'application/json' }

const report = {
  topic: 'Customers cannot log in',
  severity: 'SEV1',
  reported: 'The page spins.',
  reportedBy: 'Mara',
  source: 'phone',
}

type Sent = { headers?: Record<string, string>; body?: unknown; method?: string }

function request(
  path: string,
  { headers = own, body, method = body === undefined ? 'GET' : 'POST' }: Sent = {},
) {
  const raw = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  return new Request(`${origin}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: raw as string }),
  })
}
const at = (ref: string) => ({ params: Promise.resolve({ ref }) })
const nowhere = { params: Promise.resolve({}) }

const declared = async (sent: Partial<Sent> = {}) =>
  await declare(request('/api/v1/incidents', { body: report, ...sent }), nowhere)
const commanded = async (ref: string, body: unknown, headers: Record<string, string> = {}) =>
  await command(
    request(`/api/v1/incidents/${ref}/commands`, { body, headers: { ...own, ...headers } }),
    at(ref),
  )
const problem = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  return {
    http: response.status,
    ...((await response.json()) as { code: string; fields?: Record<string, string> }),
  }
}

test('declares: 201, Location, instants with milliseconds, the same bytes for the same key', async () => {
  const headers = { ...own, 'idempotency-key': uuidv7() }
  const first = await declared({ headers })
  expect(first.status).toBe(201)
  const text = await first.text()
  const { incident } = JSON.parse(text) as { incident: { ref: string; milestones: { reportedAt: string } } }
  expect(first.headers.get('location')).toBe(`/api/v1/incidents/${incident.ref}`)
  expect(incident.milestones.reportedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  expect(first.headers.get('x-content-type-options')).toBe('nosniff')
  expect(first.headers.get('cache-control')).toContain('no-store')
  const again = await declared({ headers })
  expect([again.status, again.headers.get('location'), await again.text()]).toEqual([
    201,
    first.headers.get('location'),
    text,
  ])
  const other = await declared({ headers, body: { ...report, topic: 'Other' } })
  expect(await problem(other)).toMatchObject({ http: 422, code: 'key_reused' })
})

test.each([
  ['no Origin', { cookie, 'content-type': 'application/json' }, 403],
  ['another Origin', { ...own, origin: 'https://evil.example' }, 403],
  ['an Origin of another port', { ...own, origin: 'http://localhost:1' }, 403],
  ['Origin: null', { ...own, origin: 'null' }, 403],
  ['a form', { ...own, 'content-type': 'application/x-www-form-urlencoded' }, 400],
  ['plain text', { ...own, 'content-type': 'text/plain' }, 400],
  ['a type that only begins alike', { ...own, 'content-type': 'application/jsonp' }, 400],
  ['no type', { cookie, origin }, 400],
  ['cookie and token together', { ...own, authorization: 'Bearer x' }, 401],
  ['an unknown token', { authorization: 'Bearer sitrep_x' }, 401],
  ['nobody', {}, 401],
])('a write with %s is refused', async (_, headers, status) => {
  const response = await declared({ headers })
  expect((await problem(response)).http).toBe(status)
  if (status === 401) expect(response.headers.get('www-authenticate')).toBe('Bearer')
})

test.each([
  ['no JSON', '{'],
  ['nothing', ''],
  ['an array', '[]'],
  ['null', 'null'],
  ['a number', '1e999'],
  ['100,000 arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['bytes that are no UTF-8', new Uint8Array([0x22, 0xff, 0x22])],
  ['another command', JSON.stringify({ ...report, type: 'log' })],
  ['__proto__ as a field', `{"__proto__": {"topic": "x"}, "severity": "SEV1"}`],
  ['a constructor', JSON.stringify({ ...report, constructor: 'x' })],
  ['deep answers', `{"impact": {"who": ${'{"text":'.repeat(5000)}1${'}'.repeat(5000)}}}`],
  ['broken characters', `{"topic": "\\ud800", "reported": "\\u0000"}`],
])('a body of %s is the sender’s fault', async (_, body) => {
  const answer = await problem(await declared({ body }))
  expect(answer).toMatchObject({ http: 400, code: 'invalid' })
  expect(Object.keys(answer.fields ?? {}).length).toBeGreaterThan(0)
})

test('a body of more than 1 MB is too large', async () => {
  const body = JSON.stringify({ ...report, reported: 'x'.repeat(1_000_000) })
  const answer = await problem(await declared({ body }))
  expect(answer).toMatchObject({ http: 413, code: 'too_large' })
})

test('a field of the wrong kind is not called missing', async () => {
  const { fields } = await problem(await declared({ body: { ...report, topic: 5, reported: undefined } }))
  expect(fields?.topic).toBe('Write a text.')
  expect(fields?.reported).toBe('This field is missing.')
})

test.each([[''], ['a b'], ['x'.repeat(256)], ['ü']])('the key "%s" is refused', async (key) => {
  const answer = await problem(await declared({ headers: { ...own, 'idempotency-key': key } }))
  expect(answer).toMatchObject({ http: 400, fields: { 'Idempotency-Key': expect.any(String) } })
})

test.each([
  ['%E0%A4%A'],
  ['INC-1\u0000'],
  ['INC-1%00'],
  ['x'.repeat(5000)],
  ['INC-01'],
  ["INC-1' or true"],
  ['INC-4711'],
])('no incident %s', async (ref) => {
  const ways = [
    one(request('/x'), at(ref)),
    entries(request('/x'), at(ref)),
    command(request('/x', { body: { type: 'acknowledge' } }), at(ref)),
  ]
  for (const way of ways) expect(await problem(await way)).toMatchObject({ http: 404, code: 'not_found' })
})

test('numbers past what the log can count are refused, not our fault', async () => {
  const { incident } = (await (await declared()).json()) as { incident: { ref: string } }
  for (const seq of [0, -1, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER]) {
    const answer = await commanded(incident.ref, { type: 'correct_entry', seq, text: 'x', reason: 'y' })
    expect(await problem(answer)).toMatchObject({ http: 400, fields: { seq: expect.any(String) } })
  }
  const page = (query: string) => entries(request(`/x?${query}`), at(incident.ref))
  for (const query of ['after=-1', 'after=9999999999', 'limit=0', 'limit=501', 'limit=', 'after=x']) {
    expect((await problem(await page(query))).http).toBe(400)
  }
  expect(await (await page('after=0&limit=1')).json()).toMatchObject({ entries: [{ seq: 1 }], lastSeq: 1 })
})

test.each(['q=%00', 'q=%ED%A0%80', `q=${'x'.repeat(300)}`, `q=${encodeURIComponent("'(&|!:*")}`])(
  'a search for odd things finds nothing: %s',
  async (query) => {
    const response = await list(request(`/api/v1/incidents?${query}`), nowhere)
    expect(response.status).toBe(200)
  },
)

test('a cursor that names a day that is none is refused', async () => {
  for (const place of ['2026-02-30T00:00:00.000Z', '2026-02-31T24:00:00.000Z']) {
    const cursor = Buffer.from(`${place} ${uuidv7()}`).toString('base64url')
    const response = await list(request(`/api/v1/incidents?cursor=${cursor}`), nowhere)
    expect((await problem(response)).http).toBe(400)
  }
})
