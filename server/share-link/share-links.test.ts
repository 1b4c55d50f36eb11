import { randomUUID } from 'node:crypto'
import { createServer, get, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { hashToken, newToken } from '#lib/auth/token.ts'
import { startHub, stopHub } from '#lib/live/hub.ts'
import { execute } from '#lib/log/execute.ts'
import { startShareLinks } from './share-links.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const admin = await kit.person({ name: 'Ines Okafor', role: 'admin' })

/** What the pages take for the time: it only goes on when a test says so. */
let ahead = 0
const links = await startShareLinks({
  publicUrl: 'https://sitrep.example.org',
  clock: () => Date.now() + ahead,
  timers: false,
  limits: { perLink: 6, perClient: 4 },
  trustedProxies: 1,
})
const server = createServer((incoming, response) => {
  if (!links.answerAtOnce(incoming, response)) void links.answer(incoming, response)
})

beforeAll(async () => {
  await startHub(links.follower)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
})
beforeEach(() => {
  ahead = 0
})
afterAll(async () => {
  await links.stop()
  await stopHub()
  server.closeAllConnections()
  server.close()
})

type Answer = { status: number; headers: Record<string, string>; body: string }

/** The answer to a path; of a stream what came until `until` was seen, or its end. */
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
      const chunks: Buffer[] = []
      const done = () => {
        const bytes = Buffer.concat(chunks)
        const coding = response.headers['content-encoding']
        const body =
          coding === 'br' ? brotliDecompressSync(bytes) : coding === 'gzip' ? gunzipSync(bytes) : bytes
        // No header that is looked at here comes twice.
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers as Record<string, string>,
          body: String(body),
        })
      }
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        if (until === undefined || !String(Buffer.concat(chunks)).includes(until)) return
        done()
        sent.destroy()
      })
      response.on('end', done)
    })
    sent.on('error', reject)
    sent.end()
  })
}

/** The status of a stream, which stays open. */
async function holdStream(path: string, address: string): Promise<number> {
  const { port } = server.address() as AddressInfo // it listens
  return await new Promise((resolve, reject) => {
    const headers = { 'x-forwarded-for': address }
    get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      response.resume()
      response.on('error', () => undefined)
      resolve(response.statusCode ?? 0)
    }).on('error', reject)
  })
}

const update = {
  type: 'publish_update',
  title: 'Customers cannot log in',
  headline: 'Some customers cannot log in.',
  text: 'We are looking into it.\nOrders are safe.',
  state: 'looking_into',
  affected: [{ name: 'Log in', state: 'down' }],
} as const

async function declared(more: Record<string, unknown> = {}) {
  const { incident } = await execute(admin, null, { ...declaration, ...more })
  return incident
}

const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

async function published(ref: string, more: Record<string, unknown> = {}) {
  await execute(admin, ref, { ...update, nextUpdateAt: later(20), ...more })
}

/** A link as the side door writes it; known here when this resolves. */
async function giveLink(incidentId: string | null, { expiresAt = null as string | null } = {}) {
  const [id, token] = [randomUUID(), newToken()]
  await kit.sql(
    `insert into share_links (id, token_hash, incident_id, label, created_at, created_by_id, created_by_name, expires_at)
     values ($1, $2, $3, 'Board', now() - interval '10 days', 'x', 'Ines Okafor', $4)`,
    [id, hashToken(token), incidentId, expiresAt],
  )
  await links.compare()
  return { id, token, path: `/s/${token}` }
}

test('the page says what was published, in the organisation’s zone or the one asked for', async () => {
  const { id, ref } = await declared()
  await published(ref)
  const { path } = await giveLink(id)
  const { status, body } = await ask(path)
  expect(status).toBe(200)
  expect(body).toContain('Some customers cannot log in.</h1>')
  expect(body).toContain('We are looking into it.\nOrders are safe.')
  // No mail leaves these tests.
  expect(body).not.toContain('/subscribe')
  expect(body).toMatch(/Berlin time\. UTC is (?:two hours|one hour) earlier\./)
  expect((await ask(`${path}?tz=Asia/Kolkata`)).body).toMatch(
    /(?:Kolkata|Calcutta) time\. UTC is five and a half hours earlier/,
  )
  expect((await ask(`${path}?tz=Mars/Base`)).body).toContain('Berlin time')
  expect((await ask(`${path}?tz=%2B05:00`)).body).toContain('Berlin time')
})

test('headers: nothing leaks by referrer, search, frame or cache; strong ETags per coding', async () => {
  const { id, ref } = await declared()
  await published(ref)
  const { path } = await giveLink(id)
  const etags = new Set<string>()
  for (const coding of ['br', 'gzip', 'identity']) {
    const { status, headers, body } = await ask(path, { headers: { 'accept-encoding': coding } })
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'cache-control': 'public, max-age=0, s-maxage=3',
      vary: 'Accept-Encoding',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow, noarchive',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'strict-transport-security': 'max-age=31536000',
    })
    expect(headers['content-encoding']).toBe(coding === 'identity' ? undefined : coding)
    expect(headers['content-security-policy']).not.toMatch(/unsafe|nonce/)
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['set-cookie']).toBeUndefined()
    const { etag = '' } = headers
    expect(etag).toMatch(/^"[\w-]+"$/)
    etags.add(etag)
    const again = await ask(path, {
      headers: { 'accept-encoding': coding, 'if-none-match': `"x", W/${etag}` },
    })
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', etag])
    expect(body).toContain('</html>')
  }
  expect(etags.size).toBe(3)
  const head = await ask(path, { method: 'HEAD' })
  expect([head.status, head.body]).toEqual([200, ''])
  expect(Number(head.headers['content-length'])).toBeGreaterThan(1000)
  const refused = await ask(path, { method: 'POST' })
  expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD'])
})

test('unknown is 404, expired and revoked are 410, neither is kept', async () => {
  const { id } = await declared()
  for (const path of [
    '/s/x',
    `/s/${newToken()}`,
    `/s/${newToken()}/badge.svg`,
    '/s/',
    '/s/fonts/x.woff2',
    `/s/${newToken()}x`,
  ]) {
    const { status, headers } = await ask(path)
    expect([path, status, headers['cache-control']]).toEqual([path, 404, 'no-store'])
  }
  const expiring = await giveLink(id, { expiresAt: later(10) })
  expect((await ask(expiring.path)).status).toBe(200)
  expect((await ask(`${expiring.path}/nothing`)).status).toBe(404)
  expect((await ask(`${expiring.path}/report.pdf`)).status).toBe(404)
  ahead = 10 * 60_000
  for (const rest of ['', '.json', '/stream', '/feed.atom', '/badge.svg', '/report.pdf']) {
    const { status, headers } = await ask(expiring.path + rest)
    expect([rest, status, headers['cache-control']]).toEqual([rest, 410, 'no-store'])
  }
  ahead = 0
  const revoked = await giveLink(id)
  expect((await ask(revoked.path)).status).toBe(200)
  await kit.sql('update share_links set revoked_at = now() where id = $1', [revoked.id])
  await links.compare()
  const { status, body } = await ask(revoked.path)
  expect(status).toBe(410)
  expect(body).toContain('This link has ended.')
})

test('without an expiry of its own a link ends seven days after the incident', async () => {
  const { id, ref } = await declared()
  const { path } = await giveLink(id)
  await execute(admin, ref, { type: 'cancel', reason: 'It was nothing' })
  await links.compare()
  ahead = 7 * 86_400_000 - 60_000
  expect((await ask(path)).status).toBe(200)
  ahead = 7 * 86_400_000 + 60_000
  expect((await ask(path)).status).toBe(410)
})

test('a stream has the state at once, unless the reader has it, then each change', async () => {
  const { id, ref } = await declared()
  const { path } = await giveLink(id)
  const first = await ask(`${path}/stream`, { until: '"html"' })
  expect(first.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'x-robots-tag': 'noindex, nofollow, noarchive',
    'referrer-policy': 'no-referrer',
  })
  const [, known = ''] = /^id: (\S+)$/m.exec(first.body) ?? []
  const page = await ask(path)
  expect(page.body).toContain(`data-rev="${known}"`)
  const changed = ask(`${path}/stream?rev=${known}`, { until: 'cannot log in.' })
  const byHeader = ask(`${path}/stream`, { headers: { 'last-event-id': known }, until: 'cannot log in.' })
  await published(ref)
  for (const { body } of [await changed, await byHeader]) {
    expect(body.match(/^event: state$/gm)).toHaveLength(1)
    const data = JSON.parse(/^data: (\{.*\})$/m.exec(body)?.[1] ?? '')
    expect(data.state.incident.updates).toHaveLength(1)
    expect(data.html).toContain('<h1')
  }
  const foreign = await ask(`${path}/stream`, { headers: { 'sec-fetch-site': 'cross-site' } })
  expect(foreign.status).toBe(403)
})

test('one link, and one address, have so many streams at the most', async () => {
  const { id } = await declared()
  const [{ path }, other] = [await giveLink(id), await giveLink(id)]
  const statuses = async (at: string, address: string, count: number) => {
    const asked: number[] = []
    for (let time = 0; time < count; time++) asked.push(await holdStream(`${at}/stream`, address))
    return asked
  }
  expect(await statuses(path, '203.0.113.1', 5)).toEqual([200, 200, 200, 200, 503])
  expect(await statuses(other.path, '203.0.113.1', 1)).toEqual([503])
  expect(await statuses(path, '203.0.113.2', 3)).toEqual([200, 200, 503])
  expect(await statuses(other.path, '203.0.113.2', 1)).toEqual([200])
  const refused = await ask(`${path}/stream`, { headers: { 'x-forwarded-for': '203.0.113.3' } })
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '30'])
  links.endStreams()
})

test('the streams of a revoked link end at the notification', async () => {
  const { id } = await declared()
  const { id: linkId, path } = await giveLink(id)
  const stream = ask(`${path}/stream`)
  await ask(`${path}/stream`, { until: '"html"' })
  await kit.sql('update share_links set revoked_at = now() where id = $1', [linkId])
  await kit.sql(`select pg_notify('sitrep_link', $1)`, [linkId])
  expect((await stream).status).toBe(200)
  expect((await ask(`${path}/stream`)).status).toBe(410)
})

test('everything current: real incidents that somebody was told of, open or over for at most 30 days', async () => {
  const { path } = await giveLink(null)
  const before = JSON.parse((await ask(`${path}.json`)).body).incidents.length
  const silent = await declared()
  const drill = await declared({ kind: 'drill' })
  await published(drill.ref, { title: 'Only an exercise' })
  const open = await declared()
  await published(open.ref, { title: 'Parcels are late', headline: 'Parcels are late.' })
  await links.compare()
  const { incidents } = JSON.parse((await ask(`${path}.json`)).body)
  expect(incidents).toHaveLength(before + 1)
  expect(incidents[0].title).toBe('Parcels are late')
  const page = await ask(path)
  expect(page.body).toContain('Parcels are late')
  expect(page.body).not.toContain('Only an exercise')
  expect(silent.ref).not.toBe(open.ref)
  await published(open.ref, { state: 'over', nextUpdateAt: null, headline: 'All parcels are on their way.' })
  await links.compare()
  expect((await ask(path)).body).toContain('Over in the last 30 days')
  ahead = 31 * 86_400_000
  await links.compare()
  expect((await ask(path)).body).not.toContain('Parcels are late')
})

test('views are counted for pages that are sent whole, and written together', async () => {
  const { id } = await declared()
  const { id: linkId, path } = await giveLink(id)
  const { headers } = await ask(path)
  await ask(path)
  await ask(path, { headers: { 'if-none-match': headers.etag ?? '' } })
  await ask(path, { method: 'HEAD' })
  // A page that has no stream asks for itself.
  await ask(path, { headers: { 'sec-fetch-dest': 'empty' } })
  await ask(`${path}.json`)
  await ask(`${path}/badge.svg`)
  await links.flush()
  await links.flush()
  const [row] = await kit.sql<{ views: number; last: Date }>(
    'select views, last_viewed_at as last from share_links where id = $1',
    [linkId],
  )
  expect(row?.views).toBe(2)
  expect(Math.abs((row?.last.getTime() ?? 0) - Date.now())).toBeLessThan(60_000)
})

test.each(['.json', '/feed.atom', '/badge.svg', ''])(
  'what reads a link%s without looking at it is its last use',
  async (rest) => {
    const { id } = await declared()
    const { id: linkId, path } = await giveLink(id)
    await ask(path + rest, { method: rest === '' ? 'HEAD' : 'GET' })
    await links.flush()
    expect(
      await kit.sql('select views, last_viewed_at as last from share_links where id = $1', [linkId]),
    ).toEqual([{ views: 0, last: expect.any(Date) }])
  },
)

test('feed and badge can be read by what reads them', async () => {
  const { id, ref } = await declared()
  await published(ref, { headline: 'A < B & "C"' })
  await published(ref, { headline: 'Fixed', state: 'fixed_watching' })
  const { path } = await giveLink(id)
  const feed = await ask(`${path}/feed.atom`)
  expect(feed.headers['content-type']).toBe('application/atom+xml; charset=utf-8')
  expect(feed.body.match(/<entry>/g)).toHaveLength(2)
  expect(feed.body).toContain('<title>A &lt; B &amp; &quot;C&quot;</title>')
  expect(feed.body).toContain(`href="https://sitrep.example.org${path}/feed.atom"`)
  const badge = await ask(`${path}/badge.svg`)
  expect(badge.headers).toMatchObject({
    'content-type': 'image/svg+xml; charset=utf-8',
    'cross-origin-resource-policy': 'cross-origin',
  })
  expect(badge.body).toContain('<title>Northfield status: Fixed, watching</title>')
  expect(badge.body).not.toMatch(/<script|href|url\(/)
})

test('faces and the picture of unfurlers come from our own address', async () => {
  const { id } = await declared()
  const { path } = await giveLink(id)
  const { body } = await ask(path)
  const faces = [...body.matchAll(/url\("(\/s\/fonts\/[^"]+)"\)/g)].map(([, address = '']) => address)
  expect(faces).toHaveLength(6)
  for (const address of faces) {
    const { status, headers } = await ask(address)
    expect([address, status, headers['content-type']]).toEqual([address, 200, 'font/woff2'])
    expect(headers['cache-control']).toContain('immutable')
  }
  expect(body).toContain('content="https://sitrep.example.org/s/og.png"')
  expect((await ask('/s/og.png')).headers['content-type']).toBe('image/png')
})

test('a state that cannot be read as a page harms nobody else', async () => {
  const broken = await declared()
  const { path } = await giveLink(broken.id)
  const { id, ref } = await declared()
  await published(ref)
  const other = await giveLink(id)
  const stream = ask(`${path}/stream`, { until: '"html"' })
  await stream
  await kit.sql(
    `update public_states set state = '{"updates": 1}', changed_at = now() where incident_id = $1`,
    [broken.id],
  )
  await links.compare()
  expect((await ask(path)).status).toBe(503)
  expect((await ask(other.path)).status).toBe(200)
})

test('when the process stops, readers are told when to come back', async () => {
  const { id } = await declared()
  const { path } = await giveLink(id)
  const stream = ask(`${path}/stream`)
  await ask(`${path}/stream`, { until: '"html"' })
  links.endStreams()
  expect((await stream).body).toMatch(/retry: [12]\d{3}\n\n$/)
})
