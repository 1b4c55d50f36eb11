import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { closeDatabase, connectDatabase } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { leaveToken } from '#e2e/kit/leave-token.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { clientHeader } from '#lib/auth/client-address.ts'
import { change } from '#lib/log/change.ts'
import { log } from '#lib/log.ts'
import { systemActor } from '#lib/people/policy.ts'
import { frameOf } from '#lib/share-link/page/document.ts'
import { openReads } from '#lib/share-link/page/queries.ts'
import { newConfirmToken } from '#lib/subscriber/token.ts'
import { createMemory } from './memory.ts'
import { answerSubscription } from './subscription.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'North <b>field', 'Europe/Berlin', now())`,
)
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const { declare, publish, link: makeLink } = updateKit(kit, noor)
const { ref, id: incidentId } = await declare()
const reads = await openReads()
const memory = await createMemory({ reads, onChange: () => undefined })

/** A link that this process has heard of. */
async function link(...given: Parameters<typeof makeLink>) {
  const made = await makeLink(...given)
  await memory.compare()
  return made
}

let client = 'a client'
let patience: number | null = null
let mails = true
const server = createServer((request, response) => {
  request.headers[clientHeader] = client
  const url = new URL(request.url ?? '/', 'http://front')
  answerSubscription(request, response, {
    url,
    memory,
    frame: frameOf([], 'https://sitrep.example.org', mails),
    ...(patience !== null && { patience }),
  }).then(
    (mine) => mine || response.writeHead(421).end(),
    (error) => response.writeHead(599).end(String(error)),
  )
})
beforeAll(() => new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready)))
afterAll(async () => {
  await reads.close()
  server.closeAllConnections()
  server.close()
})
beforeEach(async () => {
  client = crypto.randomUUID()
  patience = null
  mails = true
  await kit.sql('truncate deliveries, subscribers, sign_in_failures cascade')
})

type Sent = { method?: string; form?: Record<string, string>; headers?: Record<string, string> }

async function ask(path: string, { form, method = form ? 'POST' : 'GET', headers = {} }: Sent = {}) {
  const { port } = server.address() as AddressInfo // it listens
  const body = form ? { body: new URLSearchParams(form) } : {}
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers,
    redirect: 'manual',
    ...body,
  })
  const html = await answer.text()
  return { status: answer.status, headers: answer.headers, html, title: /<h1>(.*?)<\/h1>/.exec(html)?.[1] }
}
const subscribers = () =>
  kit.sql<{ id: string; confirmed_at: Date | null; end_reason: string | null }>('select * from subscribers')
const lastSecret = async () =>
  (await kit.sql<{ secret: string }>('select secret from deliveries order by created_at desc limit 1'))[0]
    ?.secret

test('from the form to the next update and out again, with plain forms alone', async () => {
  const { token } = await link(incidentId)
  const form = await ask(`/s/${token}/subscribe`)
  expect(form.status).toBe(200)
  expect(form.html).toContain(`<form method="post" action="/s/${token}/subscribe">`)
  expect(form.html).toContain('North &lt;b&gt;field')
  const asked = await ask(`/s/${token}/subscribe`, { form: { email: 'lena@example.org' } })
  expect([asked.status, asked.title]).toEqual([200, 'Check your mail.'])
  const confirm = `/s/confirm/${await lastSecret()}`
  // A mail scanner that follows every link changes nothing.
  for (const method of ['GET', 'HEAD', 'GET']) expect((await ask(confirm, { method })).status).toBe(200)
  expect((await subscribers())[0]?.confirmed_at).toBeNull()
  for (let time = 0; time < 2; time++) {
    expect((await ask(confirm, { form: {} })).title).toBe('It is confirmed.')
  }
  expect((await ask(confirm)).title).toBe('It is confirmed.')
  const [row] = await subscribers()
  await change(systemActor('jobs'), 'tell_subscribers', { ref, seq: await publish(ref) })
  expect(await kit.sql(`select address from deliveries where kind = 'public_update'`)).toEqual([
    { address: 'lena@example.org' },
  ])
  const leave = `/s/unsubscribe/${await leaveToken(row?.id ?? '')}`
  expect((await ask(leave)).html).toContain('<button>Stop the mails</button>')
  expect((await subscribers())[0]?.end_reason).toBeNull()
  // As a mail program posts it: from anywhere, without a cookie, and again.
  for (let time = 0; time < 2; time++) {
    const left = await ask(leave, {
      form: { 'List-Unsubscribe': 'One-Click' },
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://mail.example.com' },
    })
    expect([left.status, left.title]).toEqual([200, 'You get no more of these mails.'])
  }
  expect((await subscribers())[0]?.end_reason).toBe('unsubscribed')
  expect((await ask(confirm, { form: {} })).status).toBe(410)
})

test('where no mail leaves, nobody is told that one is on its way', async () => {
  const { token } = await link(incidentId)
  mails = false
  for (const form of [undefined, { email: 'lena@example.org' }]) {
    const said = await ask(`/s/${token}/subscribe`, form && { form })
    expect([said.status, said.title]).toEqual([404, 'No mail leaves this SitRep.'])
    expect(said.html).toContain(`<a href="/s/${token}">`)
  }
  expect(await subscribers()).toEqual([])
  expect((await ask('/s/short/subscribe')).title).toBe('This link leads nowhere.')
})

test('a second link asks with a button again, and only that moves anything', async () => {
  const links = [await link(incidentId), await link(incidentId)]
  for (const { token, id } of links) {
    await ask(`/s/${token}/subscribe`, { form: { email: 'lena@example.org' } })
    const confirm = `/s/confirm/${await lastSecret()}`
    expect((await ask(confirm)).html).toContain('<button>Confirm</button>')
    expect((await ask(confirm, { form: {} })).title).toBe('It is confirmed.')
    expect((await ask(confirm)).title).toBe('It is confirmed.')
    expect(await kit.sql('select link_id from subscribers')).toEqual([{ link_id: id }])
  }
})

test('whether an address is subscribed, bounced or new makes no difference to the answer', async () => {
  const { token } = await link(incidentId)
  await kit.sql(
    `insert into suppressions (address, reason, at) values ('bounced@example.org', 'bounced', now())`,
  )
  const answers = []
  for (const email of ['lena@example.org', 'lena@example.org', 'bounced@example.org', 'new@example.org']) {
    const { status, html } = await ask(`/s/${token}/subscribe`, { form: { email } })
    answers.push(`${status} ${html}`)
  }
  expect(new Set(answers).size).toBe(1)
})

test('somebody’s mailbox is asked a few times at most, and nobody is told', async () => {
  const { token } = await link(incidentId)
  for (let time = 0; time < 6; time++) {
    client = crypto.randomUUID()
    await kit.sql(`update deliveries set created_at = created_at - interval '1 hour'`)
    const { status } = await ask(`/s/${token}/subscribe`, { form: { email: 'victim@example.org' } })
    expect(status).toBe(200)
  }
  expect(await kit.sql('select count(*)::int from deliveries')).toEqual([{ count: 2 }])
})

test('from one network address a company’s worth, then it waits', async () => {
  const { token } = await link(incidentId)
  const statuses: number[] = []
  for (let time = 0; time < 62; time++) {
    statuses.push((await ask(`/s/${token}/subscribe`, { form: { email: `r${time}@example.org` } })).status)
  }
  expect(statuses.slice(0, 60).every((status) => status === 200)).toBe(true)
  expect(statuses.at(-1)).toBe(429)
})

test.each([
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site' }, 403],
  [{ origin: 'https://evil.example.com' }, 403],
  [{ 'sec-fetch-site': 'same-origin', origin: 'null' }, 200],
  [{ origin: 'http://localhost:3000' }, 200],
])('a form sent with %o is answered %s', async (headers, status) => {
  const { token } = await link(incidentId)
  const form = { email: 'lena@example.org' }
  expect((await ask(`/s/${token}/subscribe`, { form, headers })).status).toBe(status)
  expect(await subscribers()).toHaveLength(status === 200 ? 1 : 0)
})

test('what is no address stays in the form, and is said there', async () => {
  const { token } = await link(incidentId)
  const { status, html } = await ask(`/s/${token}/subscribe`, { form: { email: '"><script>@x' } })
  expect(status).toBe(400)
  expect(html).toContain('value="&quot;&gt;&lt;script&gt;@x"')
  expect(html).toContain('aria-invalid="true" aria-describedby="wrong"')
})

test('no link, no token, no method: each its status, and headers that tell nobody where they were', async () => {
  const past = new Date(Date.now() - 1000).toISOString()
  const revoked = await link(incidentId, { revokedAt: past })
  const holding = await link(incidentId)
  const none = 'x'.repeat(43)
  const expected: [string, Sent, number][] = [
    [`/s/${none}/subscribe`, {}, 404],
    [`/s/${none}/subscribe`, { form: { email: 'a@example.org' } }, 404],
    ['/s/short/subscribe', {}, 404],
    [`/s/${revoked.token}/subscribe`, {}, 410],
    [`/s/${revoked.token}/subscribe`, { form: { email: 'a@example.org' } }, 410],
    [`/s/confirm/${none}`, {}, 410],
    [`/s/confirm/${none}`, { form: {} }, 410],
    ['/s/confirm/', {}, 404],
    [`/s/unsubscribe/${none}`, {}, 404],
    [`/s/unsubscribe/${none}`, { form: {} }, 404],
    [`/s/unsubscribe/${await leaveToken(crypto.randomUUID())}`, { form: {} }, 200],
    [`/s/unsubscribe/${none}`, { method: 'DELETE' }, 405],
    [`/s/${holding.token}/subscribe`, { form: { email: 'x'.repeat(5000) } }, 400],
  ]
  for (const [path, sent, status] of expected) {
    const answer = await ask(path, sent)
    expect(answer.status, `${sent.form ? 'POST' : ''} ${path}`).toBe(status)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(answer.headers.get('x-robots-tag')).toBe('noindex, nofollow, noarchive')
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'sha256-[^ ]+'; style-src 'sha256-/,
    )
    expect(answer.headers.get('set-cookie')).toBeNull()
  }
  expect((await ask(`/s/${none}`)).status).toBe(421)
})

/** A socket on which a form of so many bytes was begun, with what came back by the time that it closed. */
async function begin(path: string, length = 4096) {
  const { port } = server.address() as AddressInfo // it listens
  const socket = connect(port, '127.0.0.1')
  const got: Buffer[] = []
  socket.on('data', (bytes) => got.push(bytes))
  const closed = once(socket, 'close').then(() => Buffer.concat(got).toString())
  const head = [
    'Host: sitrep',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${length}`,
  ]
  socket.write(`POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\nemail=lena`)
  await once(server, 'request')
  return { socket, closed }
}

test('a form that comes byte by byte is given up in time, and its socket let go of', async () => {
  const { token } = await link(incidentId)
  const said = [vi.spyOn(log, 'warn'), vi.spyOn(log, 'error')]
  onTestFinished(() => void vi.restoreAllMocks())
  patience = 150
  for (const path of [
    `/s/${token}/subscribe`,
    `/s/confirm/${newConfirmToken('as_asked')}`,
    `/s/unsubscribe/${await leaveToken(crypto.randomUUID())}`,
  ]) {
    const { socket, closed } = await begin(path)
    // What goes on coming buys no more time.
    const trickle = setInterval(() => socket.write('a'), 20)
    socket.once('end', () => clearInterval(trickle)).on('error', () => undefined)
    const answer = await closed
    clearInterval(trickle)
    expect(answer).toMatch(/^HTTP\/1.1 408 /)
    expect(answer).toMatch(/^connection: close\r$/im)
    expect(answer).toContain('<h1>This took too long.</h1>')
  }
  expect(await subscribers()).toEqual([])
  for (const spy of said) expect(spy).not.toHaveBeenCalled()
})

test('whoever leaves in the middle of a form is no fault of ours; whoever sends too much is told', async () => {
  const { token } = await link(incidentId)
  const said = vi.spyOn(log, 'warn')
  onTestFinished(() => void vi.restoreAllMocks())
  const answered = once(server, 'request').then(([, response]) => once(response as ServerResponse, 'close'))
  const { socket, closed } = await begin(`/s/${token}/subscribe`)
  socket.destroy()
  await Promise.all([closed, answered])
  const longer = await begin(`/s/${token}/subscribe`, 1_000_000)
  longer.socket.write('a'.repeat(5000))
  await once(longer.socket, 'data')
  longer.socket.destroy()
  expect(await longer.closed).toMatch(/^HTTP\/1.1 400 /)
  expect(said).not.toHaveBeenCalled()
})

test('without a database: a plain page that says so, and asks to come back', async () => {
  const { token } = await link(incidentId)
  const revoked = await link(incidentId, { revokedAt: new Date(Date.now() - 1000).toISOString() })
  // As the page is read before anybody subscribes.
  const known = memory.find(token)
  if (known) await memory.warm(known)
  await closeDatabase()
  // Nothing listens there.
  connectDatabase('postgres://sitrep@127.0.0.1:1/sitrep')
  for (const [path, sent] of [
    [`/s/${token}/subscribe`, { form: { email: 'lena@example.org' } }],
    [`/s/confirm/${newConfirmToken('as_asked')}`, {}],
    [`/s/unsubscribe/${await leaveToken(crypto.randomUUID())}`, { form: {} }],
  ] as const) {
    const answer = await ask(path, sent)
    expect([answer.status, answer.title]).toEqual([503, 'SitRep cannot reach its records.'])
    expect(answer.headers.get('retry-after')).toBe('30')
  }
  // What needs no query is answered as ever: whoever has no link costs the database nothing.
  const none = 'x'.repeat(43)
  const form = { email: 'lena@example.org' }
  for (const [path, sent, status] of [
    [`/s/${token}/subscribe`, {}, 200],
    [`/s/${none}/subscribe`, {}, 404],
    [`/s/${none}/subscribe`, { form }, 404],
    [`/s/${revoked.token}/subscribe`, {}, 410],
    [`/s/${revoked.token}/subscribe`, { form }, 410],
    [`/s/confirm/${none}`, {}, 410],
    [`/s/confirm/${none}`, { form: {} }, 410],
    [`/s/unsubscribe/${none}`, {}, 404],
    [`/s/unsubscribe/${none}`, { form: {} }, 404],
  ] as const) {
    const answer = await ask(path, sent)
    expect([path, answer.status]).toEqual([path, status])
    expect(answer.html).toContain('North &lt;b&gt;field')
  }
})
