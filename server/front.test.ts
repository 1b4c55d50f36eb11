import { randomUUID } from 'node:crypto'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { cookieName } from '#lib/auth/cookie.ts'
import { startSession } from '#lib/auth/session-row.ts'
import { hashToken, newToken } from '#lib/auth/token.ts'
import { startHub, stopHub } from '#lib/live/hub.ts'
import { execute } from '#lib/log/execute.ts'
import { handleFront } from '#server/front.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const ines = await kit.person({ name: 'Ines Okafor', role: 'observer' })
const member = await kit.person({ name: 'Jonas Beck', role: 'member' })
const cookie = `${cookieName()}=${await startSession(ines.id)}`

const server = createServer((incoming, response) => {
  handleFront(incoming, response).then(
    (mine) => mine || response.writeHead(421).end(),
    (error) => response.writeHead(599).end(String(error)),
  )
})
beforeAll(async () => {
  await startHub()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
afterAll(async () => {
  await stopHub()
  server.closeAllConnections()
  server.close()
})

type Answer = { status: number; headers: Record<string, unknown>; body: string }

/** The answer to a path sent as it stands; of an endless one what came until `until` was seen. */
async function ask(
  path: string,
  {
    method = 'GET',
    headers = {},
    until,
  }: { method?: string; headers?: Record<string, string>; until?: string } = {},
): Promise<Answer> {
  // A listening TCP server always has an AddressInfo.
  const { port } = server.address() as AddressInfo
  return await new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let body = ''
      const done = () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      response.on('data', (chunk) => {
        body += String(chunk)
        if (until !== undefined && body.includes(until)) {
          done()
          sent.destroy()
        }
      })
      response.on('end', done)
    })
    sent.on('error', reject)
    sent.end()
  })
}

const signedIn = { cookie }

async function declared() {
  const { incident } = await execute(member, null, declaration)
  await execute(member, incident.ref, { type: 'log', kind: 'note', text: 'one' })
  await execute(member, incident.ref, { type: 'log', kind: 'note', text: 'two' })
  return incident.ref
}

test('a stream begins after Last-Event-ID, which wins over the address', async () => {
  const ref = await declared()
  const { status, headers, body } = await ask(`/api/v1/incidents/${ref.toLowerCase()}/stream?after=0`, {
    headers: { ...signedIn, 'last-event-id': '2' },
    until: 'id: 3',
  })
  expect(status).toBe(200)
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  expect(body).not.toContain('id: 2\n')
  expect(body).toMatch(/^retry: [123]\d{3}\n\n/)
})

test('a stream says first which build answers, then who watches: people with a session, no tokens', async () => {
  const ref = await declared()
  const path = `/api/v1/incidents/${ref}/stream`
  const [token, leave] = [`sr_${newToken()}`, new AbortController()]
  await kit.sql(
    `insert into api_tokens (id, name, token_hash, person_id, role, created_at)
     values ($1, 'pager', $2, $3, 'member', now())`,
    [randomUUID(), hashToken(token), member.id],
  )
  // A listening TCP server always has an AddressInfo.
  const { port } = server.address() as AddressInfo
  const program = await fetch(`http://127.0.0.1:${port}${path}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: leave.signal,
  })
  expect(program.status).toBe(200)
  const { body } = await ask(path, { headers: signedIn, until: 'event: presence' })
  leave.abort()
  expect(body).toMatch(/^retry: \d+\n\nevent: version\ndata: \{"build":"[^"]+"\}\n\n/)
  expect(body).toContain(`event: presence\ndata: {"people":[{"id":"${ines.id}","name":"${ines.name}"}]}`)
})

test('a page of somebody who is no longer the one signed in gets nothing', async () => {
  const ref = await declared()
  const path = `/api/v1/incidents/${ref}/stream`
  const page = (id: string) => ask(path, { headers: { ...signedIn, 'x-signed-in-as': id }, until: 'id: 3' })
  expect((await page(ines.id)).status).toBe(200)
  expect((await page('0198c0de-0000-7000-8000-000000000000')).status).toBe(401)
})

test.each([
  ['a broken escape', '%E0%A4%A'],
  ['U+0000', 'INC-1%00'],
  ['a ref that is none', '..%2F..'],
  ['a very long ref', 'x'.repeat(8000)],
  ['a padded ref', 'INC-00001'],
  ['a number past every counter', 'INC-99999999999999999999'],
  ['an incident that is not there', 'INC-4711'],
])('%s is not found', async (_, ref) => {
  const { status, headers, body } = await ask(`/api/v1/incidents/${ref}/stream`, { headers: signedIn })
  expect(status).toBe(404)
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(JSON.parse(body)).toMatchObject({ status: 404, code: 'not_found' })
  expect(body.length).toBeLessThan(500)
})

test.each(['x', '-1', '1.5', '99999999999', '', '1 2'])('after=%s is refused and named', async (after) => {
  const ref = await declared()
  const path = `/api/v1/incidents/${ref}/stream?after=${encodeURIComponent(after)}`
  const { status, body } = await ask(path, { headers: signedIn })
  expect(status).toBe(400)
  expect(JSON.parse(body).fields).toHaveProperty('after')
})

test('only this site reads, and only who is signed in', async () => {
  const ref = await declared()
  const path = `/api/v1/incidents/${ref}/stream`
  const foreign = (site: string) => ask(path, { headers: { ...signedIn, 'sec-fetch-site': site } })
  expect((await foreign('cross-site')).status).toBe(403)
  expect((await foreign('same-site')).status).toBe(403)
  const own = { ...signedIn, 'sec-fetch-site': 'same-origin' }
  expect((await ask(path, { headers: own, until: 'id: 3' })).status).toBe(200)
  const stranger = await ask(path)
  expect(stranger.status).toBe(401)
  expect(stranger.headers['www-authenticate']).toBe('Bearer')
  expect((await ask('/api/v1/stream')).status).toBe(401)
  const both = await ask(path, { headers: { ...signedIn, authorization: 'Bearer x' } })
  expect(both.status).toBe(401)
})

test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])(
  '%s is not answered here, and what is stands in Allow',
  async (method) => {
    for (const path of ['/api/v1/stream', '/api/v1/incidents/INC-1/stream', '/api/health']) {
      const { status, headers } = await ask(path, { method, headers: signedIn })
      expect(status).toBe(405)
      expect(headers.allow).toMatch(/^GET/)
    }
  },
)

test('health says database and stream, to HEAD too', async () => {
  const { status, body, headers } = await ask('/api/health')
  expect([status, JSON.parse(body)]).toEqual([
    200,
    { status: 'ok', database: 'ok', stream: 'ok', clock: 'ok' },
  ])
  expect(headers['x-content-type-options']).toBe('nosniff')
  const head = await ask('/api/health', { method: 'HEAD' })
  expect([head.status, head.body]).toEqual([200, ''])
})

test.each(['/', '/api/v1/incidents/INC-1', '/api/v1/incidents//stream', '/%'])(
  'what is not the front’s goes on: %s',
  async (path) => {
    expect((await ask(path)).status).toBe(421)
  },
)

test.each(['//', 'http://['])('what is no address is refused: %s', async (path) => {
  expect((await ask(path)).status).toBe(400)
})
