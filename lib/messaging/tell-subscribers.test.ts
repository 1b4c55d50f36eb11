import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { startResendFake } from '#e2e/fakes/resend.ts'
import { startWebhooksFake } from '#e2e/fakes/webhooks.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { leaveToken } from '#e2e/kit/leave-token.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { startWorker } from '#lib/jobs/worker.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { systemActor } from '#lib/people/policy.ts'
import { newBreaker } from './breaker.ts'
import { deliver } from './deliver.ts'
import { getMessage } from './queries.ts'
import { resendTransport } from './transport/resend.ts'
import { webhookId } from './webhook/webhook-of.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const { declare, publish, link, subscribe } = updateKit(kit, noor)
const [mails, hooks] = [await startResendFake({ perSecond: 10_000 }), await startWebhooksFake()]
afterAll(async () => {
  await mails.stop()
  await hooks.stop()
})
beforeEach(async () => {
  mails.reset({ perSecond: 10_000 })
  hooks.reset()
  await kit.sql('delete from pgboss.job; truncate deliveries, subscribers, stakeholders cascade')
})

// It stands while one is delivered, so that no test sees how long that takes.
let clock = Date.now()
const at = () => new Date(clock).toISOString()
const transport = {
  ...resendTransport({
    key: 're_test',
    baseUrl: mails.url,
    from: 'SitRep <a@example.org>',
    perSecond: 10_000,
  }),
  breaker: newBreaker(),
}
const tell = (ref: string, seq: number) => change(systemActor('jobs'), 'tell_subscribers', { ref, seq })
const go = (id: string) => {
  // What was queued by the database's clock is due.
  clock = Math.max(clock, Date.now())
  return deliver(id, { clock: at, transport })
}
type Row = { id: string; address: string; state: string; trouble: string | null; tries: number; due_at: Date }
const rows = () => kit.sql<Row>('select * from deliveries order by address')
const told = async () => (await rows()).map(({ address }) => address)

test('those of this incident and of its severity get it, once, however often the job runs', async () => {
  const { ref, id } = await declare({ severity: 'SEV2' })
  const other = await declare({ severity: 'SEV1' })
  await subscribe({ address: 'this@example.org', incidentId: id })
  await subscribe({ address: 'other@example.org', incidentId: other.id })
  await subscribe({ address: 'two@example.org', severities: ['SEV2', 'SEV3'] })
  await subscribe({ address: 'one@example.org', severities: ['SEV1'] })
  await subscribe({ address: 'asked@example.org', confirmedAt: null })
  await subscribe({ address: 'late@example.org', confirmedAt: new Date(Date.now() + 60_000).toISOString() })
  // Twice subscribed, in two spellings, is one mail.
  await subscribe({ address: 'Both@example.org', incidentId: id })
  await subscribe({ address: 'both@example.org' })
  const left = await subscribe({ address: 'left@example.org' })
  await kit.sql(`update subscribers set ended_at = now(), end_reason = 'unsubscribed' where id = $1`, [left])
  const seq = await publish(ref)
  for (let time = 0; time < 3; time++) await tell(ref, seq)
  expect(await told()).toEqual(['both@example.org', 'this@example.org', 'two@example.org'])
  await Promise.all([tell(ref, seq), tell(ref, seq)])
  expect(await told()).toHaveLength(3)
})

test('a job that runs again mails an address once, also when the subscription it went by has ended', async () => {
  const { ref, id } = await declare()
  const all = await subscribe({ address: 'Both@example.org' })
  await subscribe({ address: 'both@example.org', incidentId: id })
  const seq = await publish(ref)
  await tell(ref, seq)
  await kit.sql(`update subscribers set ended_at = now(), end_reason = 'removed' where id = $1`, [all])
  await tell(ref, seq)
  expect(await told()).toEqual(['Both@example.org'])
})

test('whose link was revoked or ended by itself, and who was removed, is told nothing', async () => {
  const { ref, id } = await declare()
  const yesterday = new Date(Date.now() - 3600_000).toISOString()
  const [open, revoked, ended] = [
    await link(id),
    await link(id, { revokedAt: yesterday }),
    await link(id, { expiresAt: yesterday }),
  ]
  await subscribe({ address: 'open@example.org', incidentId: id, linkId: open.id })
  await subscribe({ address: 'revoked@example.org', incidentId: id, linkId: revoked.id })
  await subscribe({ address: 'ended@example.org', incidentId: id, linkId: ended.id })
  const { id: gone } = await change(noor, 'add_stakeholder', { name: 'Paul', email: 'paul@example.org' })
  const { id: stays } = await change(noor, 'add_stakeholder', { name: 'Lena', email: 'lena@example.org' })
  for (const one of [gone, stays]) {
    await change(noor, 'set_stakeholder_updates', { id: one, updates: ['SEV1', 'SEV2', 'SEV3'] })
  }
  await change(noor, 'remove_stakeholder', { id: gone })
  await tell(ref, await publish(ref))
  expect(await told()).toEqual(['lena@example.org', 'open@example.org'])
})

test('a drill goes to those alone who asked for that drill', async () => {
  const { ref, id } = await declare({ kind: 'drill' })
  await subscribe({ address: 'all@example.org' })
  await subscribe({ address: 'drill@example.org', incidentId: id })
  await tell(ref, await publish(ref))
  const [row, ...more] = await rows()
  expect([row?.address, more]).toEqual(['drill@example.org', []])
  await go(row?.id ?? '')
  expect(mails.journal().mails[0]?.body).toMatchObject({
    subject: 'DRILL: Customers cannot log in: Logins work again. We are watching.',
    text: expect.stringContaining('This is a drill.'),
  })
})

test('the mail says what the page says, ends with one click, and has the same bytes at each try', async () => {
  const { ref, id } = await declare()
  const subscriber = await subscribe({ address: 'lena@example.org', incidentId: id })
  await tell(ref, await publish(ref))
  const [row] = await rows()
  mails.script({ steps: ['lose-reply'] })
  await go(row?.id ?? '')
  clock += 60_000
  await go(row?.id ?? '')
  const { mails: made, requests, violations } = mails.journal()
  expect({ made: made.length, asked: requests.length, violations }).toEqual({
    made: 1,
    asked: 2,
    violations: [],
  })
  expect(requests[1]?.body).toBe(requests[0]?.body)
  const body = made[0]?.body as Record<string, string>
  expect(body.headers).toEqual({
    'List-Unsubscribe': `<http://localhost:3000/s/unsubscribe/${await leaveToken(subscriber)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  })
  expect(body.subject).toBe('Customers cannot log in: Logins work again. We are watching.')
  for (const said of [
    'Customers have been able to log in since 14:25.',
    'Fixed, watching',
    'Log in, web and mobile app: working again',
    'Next update by',
    'Europe/Berlin',
    await leaveToken(subscriber),
  ]) {
    expect(body.text).toContain(said)
    expect(body.html).toContain(said.replace('\n', '<br>'))
  }
  expect(`${body.text}${body.html}${body.subject}`).not.toContain(ref)
  // What members look at lets nobody unsubscribe them.
  const shown = await getMessage(ines, row?.id ?? '')
  expect(JSON.stringify(shown)).not.toContain(await leaveToken(subscriber))
  expect(await kit.sql('select message::text from deliveries')).not.toContain(await leaveToken(subscriber))
})

test('who leaves while it waits is sent nothing; the next update goes to the others', async () => {
  const { ref } = await declare()
  const lena = await subscribe({ address: 'lena@example.org' })
  await subscribe({ address: 'paul@example.org' })
  await tell(ref, await publish(ref))
  const { linkHolder } = await import('#lib/people/policy.ts')
  for (let time = 0; time < 2; time++)
    await change(linkHolder, 'end_subscription', { token: await leaveToken(lena) })
  for (const { id } of await rows()) await go(id)
  expect((await rows()).map(({ state, trouble }) => [state, trouble])).toEqual([
    ['cancelled', 'The subscription ended before this left.'],
    ['sent', null],
  ])
  await kit.sql('truncate deliveries cascade')
  await tell(ref, await publish(ref))
  expect(await told()).toEqual(['paul@example.org'])
})

test('a redacted update goes to nobody: not queued, not sent, its bytes gone; others go on', async () => {
  const { ref } = await declare()
  const hook = { channel: 'webhook', address: `${hooks.url}/hook`, secret: 'whsec_AAAA' } as const
  for (const more of [{ address: 'a@example.org' }, { address: 'b@example.org' }, hook]) await subscribe(more)
  const first = await publish(ref)
  await tell(ref, first)
  const [a] = await rows()
  mails.script({ steps: ['500', '500'] })
  await go(a?.id ?? '')
  const second = await publish(ref, {
    title: 'Log in',
    headline: 'A second one',
    text: 'Other words.',
    affected: [],
  })
  await tell(ref, second)
  await execute(noor, ref, { type: 'redact_entry', seq: first, reason: 'A password' })
  const states = [
    { seq: first, state: 'failed', message: null, in_doubt: true },
    { seq: first, state: 'cancelled', message: null, in_doubt: false },
    { seq: first, state: 'cancelled', message: null, in_doubt: false },
    ...Array.from({ length: 3 }, () => ({ seq: second, state: 'pending', message: null, in_doubt: false })),
  ]
  const queued = () => kit.sql('select seq, state, message, in_doubt from deliveries order by seq, address')
  expect(await queued()).toEqual(states)
  const third = await publish(ref)
  await execute(noor, ref, { type: 'redact_entry', seq: third, reason: 'A password' })
  await tell(ref, third)
  expect(await queued()).toEqual(states)
})

test('a suppressed address is written as failed, with the reason', async () => {
  const { ref } = await declare()
  await subscribe({ address: 'Bounced@example.org' })
  await kit.sql(
    `insert into suppressions (address, reason, at) values ('bounced@example.org', 'bounced', now())`,
  )
  await tell(ref, await publish(ref))
  expect(await rows()).toMatchObject([{ state: 'failed', trouble: expect.stringContaining('came back') }])
  await kit.sql('truncate suppressions')
})

test('10,000 subscribers are queued in one transaction, each with its job', async () => {
  const { ref, id } = await declare()
  await kit.sql(
    `insert into subscribers (id, channel, incident_id, name, address, created_at, confirmed_at)
      select gen_random_uuid(), 'email', $1, 'Reader ' || n, 'reader' || n || '@example.org', now(), now() - interval '1 minute'
      from generate_series(1, 10000) n`,
    [id],
  )
  const seq = await publish(ref)
  await tell(ref, seq)
  expect(await kit.sql('select count(distinct xmin::text)::int from deliveries')).toEqual([{ count: 1 }])
  expect(await kit.sql('select state, count(*)::int from deliveries group by state')).toEqual([
    { state: 'pending', count: 10_000 },
  ])
  const [jobs] = await kit.sql(
    `select count(*)::int, min(priority) as priority from pgboss.job where name = 'deliver'`,
  )
  expect(jobs).toEqual({ count: 10_000, priority: -1 })
}, 150_000)

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`

async function queueWebhook() {
  const { ref, id } = await declare()
  hooks.trust(secret)
  const subscriber = await subscribe({ channel: 'webhook', address: `${hooks.url}/hook`, secret })
  const seq = await publish(ref)
  await tell(ref, seq)
  const [row] = await rows()
  const [entry] = await kit.sql<{ at: string }>(
    `select body::jsonb ->> 'recordedAt' as at from entries where incident_id = $1 and seq = $2`,
    [id, seq],
  )
  const known = webhookId({ incidentId: id, seq, recipientId: subscriber, at: entry?.at ?? '' })
  return { ref, id, subscriber, delivery: row?.id ?? '', known }
}

test('a webhook says public things alone, and again by the same id with the same bytes until it is taken', async () => {
  const { delivery, ref, known } = await queueWebhook()
  hooks.script('500', 'lose-reply', 'lose-request', 'ok')
  const waits: number[] = []
  for (let time = 0; time < 4; time++) {
    await go(delivery)
    const [row] = await rows()
    waits.push(Math.round((Number(row?.due_at) - Date.parse(at())) / 1000))
    clock = Math.max(clock, Number(row?.due_at) + 1)
  }
  expect(await rows()).toMatchObject([{ state: 'sent', tries: 3, provider: 'webhook', in_doubt: false }])
  expect(waits[0]).toBeGreaterThanOrEqual(5)
  expect(waits[1]).toBeGreaterThanOrEqual(300)
  expect(waits[2]).toBeGreaterThanOrEqual(1800)
  const { taken, violations } = hooks.journal()
  expect(violations).toEqual([])
  expect(taken).toMatchObject([{ id: known, times: 2 }])
  expect(taken[0]?.body).not.toContain(ref)
  expect(JSON.parse(taken[0]?.body ?? '')).toMatchObject({
    type: 'update.published',
    data: { incident: { title: 'Customers cannot log in' }, update: { number: 1, state: 'fixed_watching' } },
  })
  expect((await getMessage(ines, delivery)).text).toContain('"title": "Customers cannot log in"')
  expect((await getMessage(ines, delivery)).to.address).toBe(`${hooks.url}/…`)
})

test('after ten tries in three and a half days it failed, and a person can send it again', async () => {
  const { delivery, known } = await queueWebhook()
  hooks.script(...Array.from({ length: 30 }, () => '500' as const))
  const from = Date.parse(at())
  for (let time = 0; time < 20; time++) {
    await go(delivery)
    const [row] = await rows()
    if (row?.state === 'failed') break
    clock = Math.max(clock, Number(row?.due_at) + 1)
  }
  expect(await rows()).toMatchObject([{ state: 'failed', tries: 10, trouble: 'The receiver answered 500.' }])
  const hours = (Date.parse(at()) - from) / 3_600_000
  expect(hours).toBeGreaterThan(75)
  expect(hours).toBeLessThan(84)
  const [{ message } = { message: { body: '' } }] = await kit.sql<{ message: { body: string } }>(
    'select message from deliveries',
  )
  // What is written anew by now would say something else.
  await kit.sql(`update incidents set impact_started_at = reported_at - interval '7 minutes'`)
  const { deliveryId } = await change(noor, 'resend_delivery', { deliveryId: delivery })
  hooks.reset()
  hooks.trust(secret)
  await go(deliveryId)
  // Whoever took it although no answer came knows it again.
  expect(hooks.journal().taken).toMatchObject([{ id: known, body: message.body }])
})

test('410 ends the webhook: it failed for good, and the next update is not posted', async () => {
  const { delivery, subscriber, ref } = await queueWebhook()
  hooks.script('410')
  await go(delivery)
  expect(await rows()).toMatchObject([{ state: 'failed', trouble: expect.stringContaining('410') }])
  expect(await kit.sql('select end_reason from subscribers where id = $1', [subscriber])).toEqual([
    { end_reason: 'gone' },
  ])
  await tell(ref, await publish(ref))
  expect(await rows()).toHaveLength(1)
})

test('one silent host holds up no other', async () => {
  const { ref } = await declare()
  hooks.trust(secret)
  const silent = Array.from({ length: 7 }, (_, index) => `http://127.0.0.1:1/${index}`)
  for (const address of silent) await subscribe({ channel: 'webhook', address, secret })
  await subscribe({ channel: 'webhook', address: `${hooks.url}/hook`, secret })
  await tell(ref, await publish(ref))
  for (const { id } of await rows()) await go(id)
  const found = await rows()
  expect(found.filter(({ tries }) => tries === 1)).toHaveLength(5)
  const waiting = found.filter(({ state, tries }) => state === 'pending' && tries === 0)
  expect(waiting.map(({ trouble }) => trouble)).toEqual(
    Array(2).fill('The receiver does not answer just now.'),
  )
  expect(found.filter(({ state }) => state === 'sent')).toHaveLength(1)
  expect(hooks.journal()).toMatchObject({ violations: [], taken: [{ times: 1 }] })
})

test('hosts that are silent hold up no mail, however many they are', async () => {
  const { ref } = await declare()
  const held: Socket[] = []
  let ended = 0
  const silent = createServer((socket) => {
    held.push(socket)
    socket.resume().on('close', () => ended++)
  })
  await once(silent.listen(0, '127.0.0.1'), 'listening')
  const { port } = silent.address() as AddressInfo // it listens on a port
  for (let index = 0; index < 25; index++) {
    await subscribe({ channel: 'webhook', address: `http://127.0.0.1:${port}/${index}`, secret })
  }
  await tell(ref, await publish(ref))
  const worker = await startWorker({ deliveries: { transport, patience: 60_000 }, boss: { schedule: false } })
  onTestFinished(async () => {
    for (const socket of held) socket.destroy()
    silent.close()
    await worker.stop()
  })
  await vi.waitFor(() => expect(held).toHaveLength(25), { timeout: 20_000 })
  await kit.sql(`update subscribers set ended_at = now(), end_reason = 'gone'`)
  await subscribe({ address: 'lena@example.org' })
  await tell(ref, await publish(ref))
  // Before the first of them is given up.
  await vi.waitFor(() => expect(mails.journal().mails).toHaveLength(1), { timeout: 20_000 })
  expect(ended).toBe(0)
})
