import { afterAll, beforeEach, expect, test } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { startResendFake } from '#e2e/fakes/resend.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { savedReport } from '#e2e/kit/saved-report.ts'
import { newBreaker } from './breaker.ts'
import { type DeliverOptions, deliver, sweepDeliveries } from './deliver.ts'
import { forgetMessagesOf } from './forget.ts'
import type { Outcome } from './model.ts'
import { type NewDelivery, queueDeliveries } from './queue.ts'
import { outboxTransport } from './transport/outbox.ts'
import { resendTransport } from './transport/resend.ts'
import type { Transport } from './transport.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const ines = await kit.person({ name: 'Ines Okafor', role: 'admin' })
const { incidentId, ref } = await savedReport(kit, ines)
const fake = await startResendFake({ perSecond: 1000 })
afterAll(() => fake.stop())
beforeEach(async () => {
  expect(fake.journal().violations).toEqual([])
  fake.reset({ perSecond: 1000 })
  await kit.sql(`delete from pgboss.job; truncate deliveries, delivery_callbacks, suppressions cascade`)
})

const from = 'SitRep <sitrep@example.org>'
const resend = (): Transport => ({
  ...resendTransport({ key: 're_test', baseUrl: fake.url, from, perSecond: 1000 }),
  breaker: newBreaker(),
})
const outbox = (): Transport => ({ ...outboxTransport(), breaker: newBreaker() })

let count = 0
const source = { kind: 'report', ref, version: 1, note: 'Read **this**.', changes: null, to: 'Lena' } as const
async function queue(more: Partial<NewDelivery> = {}, options = {}): Promise<string> {
  const id = crypto.randomUUID()
  const delivery: NewDelivery = {
    id,
    kind: 'report',
    incidentId,
    seq: 1,
    recipient: { id: 's-1', name: 'Lena Vogel', address: `lena${++count}@northfield.example` },
    source,
    dedupeKey: id,
    ...more,
  }
  await withTransaction((tx) => queueDeliveries(tx, [delivery], { now: at(), ...options }))
  return id
}

/** The test's clock: real time, and what was added to it. */
let ahead = 0
const at = () => new Date(Date.now() + ahead).toISOString()
const pass = (seconds: number) => {
  ahead += seconds * 1000
}
const go = (id: string, transport: Transport, more: DeliverOptions = {}) =>
  deliver(id, { clock: at, transport, ...more })
const row = async (id: string) => (await kit.sql(`select * from deliveries where id = $1`, [id]))[0] ?? {}
const jobs = async () =>
  await kit.sql<{ id: string; at: Date }>(
    `select data->>'delivery' as id, start_after as at from pgboss.job where name = 'deliver'`,
  )
/** Looks at it as a worker would, each time it is due, until it is over. */
async function finish(id: string, transport: Transport): Promise<number> {
  for (let turns = 1; turns < 30; turns++) {
    await go(id, transport)
    const { state, due_at } = await row(id)
    if (!['pending', 'uncertain', 'sending'].includes(String(state))) return turns
    ahead = Math.max(ahead, Number(due_at) - Date.now() + 1)
  }
  throw new Error('It is not over')
}

test('a report goes once: written down first, then sent with its id as the key', async () => {
  const id = await queue()
  expect(await jobs()).toMatchObject([{ id }])
  await go(id, resend())
  await go(id, resend())
  const { mails } = fake.journal()
  expect(mails).toHaveLength(1)
  expect(mails[0]).toMatchObject({ key: id, body: { from, tags: [{ name: 'delivery', value: id }] } })
  const written = await row(id)
  expect(written).toMatchObject({ state: 'sent', provider: 'resend', provider_id: mails[0]?.id, attempt: 1 })
  expect(written.message).toMatchObject({ subject: mails[0]?.body.subject, html: mails[0]?.body.html })
  const attached = mails[0]?.body.attachments as { filename: string; content: string }[]
  expect(attached.map(({ filename }) => filename)).toEqual([
    `${ref}-situation-report-v1.pdf`,
    `${ref}-situation-report-v1.md`,
  ])
  const kept = await kit.sql<{ bytes: Buffer }>(`select bytes from document_files order by format desc`)
  expect(kept.map(({ bytes }) => bytes.toString('base64'))).toEqual(attached.map(({ content }) => content))
})

test('a second message with the same key is not written; a rolled back one leaves nothing', async () => {
  const first = await queue({ dedupeKey: 'same' })
  await queue({ dedupeKey: 'same' })
  expect(await kit.sql('select id from deliveries')).toEqual([{ id: first }])
  expect(await jobs()).toHaveLength(1)
  const undone = withTransaction(async (tx) => {
    await queueDeliveries(
      tx,
      [
        {
          kind: 'report',
          recipient: { id: 'x', name: 'X', address: 'x@y.example' },
          source,
          dedupeKey: 'undone',
        },
      ],
      { now: at() },
    )
    throw new Error('Never mind')
  })
  await expect(undone).rejects.toThrow('Never mind')
  expect(await jobs()).toHaveLength(1)
})

test.each(['lose-reply', 'lose-request', 'cut', '500', '502', 'garbage'] as const)(
  'after %s it is repeated with the same bytes, and one mail is made',
  async (fault) => {
    const id = await queue()
    fake.script({ steps: [fault] })
    const transport = resend()
    await go(id, transport)
    expect(await row(id)).toMatchObject({ state: 'uncertain', in_doubt: true, tries: 1 })
    // Not before its time.
    await go(id, transport)
    expect(fake.journal().requests).toHaveLength(1)
    pass(7)
    await go(id, transport)
    expect(await row(id)).toMatchObject({ state: 'sent', in_doubt: false, trouble: null, attempt: 2 })
    const { requests, mails } = fake.journal()
    expect(mails).toHaveLength(1)
    expect(new Set(requests.map(({ body }) => body)).size).toBe(1)
    expect(new Set(requests.map(({ headers }) => headers['idempotency-key']))).toEqual(new Set([id]))
  },
)

test('a provider that hangs is given up after its time', async () => {
  const id = await queue()
  fake.script({ steps: ['hang'] })
  const transport = resend()
  const hasty: Transport = { ...transport, send: (mail) => transport.send(mail, AbortSignal.timeout(50)) }
  await go(id, hasty)
  expect(await row(id)).toMatchObject({ state: 'uncertain', in_doubt: true })
  pass(7)
  await go(id, transport)
  expect(fake.journal().mails).toHaveLength(1)
})

test.each([
  ['429:30', 30],
  ['429:0', 0.5],
  ['429:abc', 1],
  ['429:date', 30],
  ['429:99999', 900],
  ['429', 1],
  ['daily-quota', 3600],
] as const)('%s: later, in about %d s, and no try is lost by it', async (fault, seconds) => {
  const id = await queue()
  fake.script({ steps: [fault] })
  await go(id, resend())
  const { state, tries, due_at } = await row(id)
  expect({ state, tries }).toEqual({ state: 'pending', tries: 0 })
  const wait = (Number(due_at) - Date.parse(at())) / 1000
  expect(wait).toBeLessThanOrEqual(seconds)
  expect(wait).toBeGreaterThan(seconds - 3)
  expect((await jobs()).length).toBe(2)
})

test('a refusal is final and says why; a key that was used for other bytes too', async () => {
  const id = await queue()
  fake.script({ steps: ['refuse'] })
  await go(id, resend())
  expect(await row(id)).toMatchObject({
    state: 'failed',
    in_doubt: false,
    trouble: 'Resend: Invalid `to` field',
  })

  const other = await queue()
  fake.script({ steps: ['lose-reply'] })
  await go(other, resend())
  await kit.sql(`update deliveries set message = jsonb_set(message, '{subject}', '"Other"') where id = $1`, [
    other,
  ])
  pass(7)
  await go(other, resend())
  const { state, trouble } = await row(other)
  expect(state).toBe('failed')
  expect(trouble).toMatch(/Same key, other body\. It may have arrived/)
})

test('eight tries without an answer, then it is failed and says that it may have arrived', async () => {
  const id = await queue()
  fake.script({ steps: Array.from({ length: 20 }, () => 'lose-request' as const) })
  await finish(id, resend())
  expect(await row(id)).toMatchObject({ state: 'failed', tries: 8, in_doubt: true })
  expect((await row(id)).trouble).toMatch(/may have arrived/)
  expect(fake.journal().requests).toHaveLength(8)
})

test('what a killed worker left half sent: Resend gets it again with its key, nobody twice', async () => {
  const id = await queue()
  const dead = new Error('killed')
  const dies = (point: string) => ({
    leaseSeconds: 5,
    hold: async (now: string) => {
      if (now === point) throw dead
    },
  })
  await expect(go(id, resend(), dies('after claim'))).rejects.toBe(dead)
  expect(await row(id)).toMatchObject({ state: 'sending', first_tried_at: null })
  // While the claim holds nobody touches it.
  await go(id, resend())
  expect(await row(id)).toMatchObject({ attempt: 1 })
  pass(6)
  await expect(go(id, resend(), dies('after send'))).rejects.toBe(dead)
  expect(fake.journal().mails).toHaveLength(1)
  pass(6)
  await go(id, resend())
  expect(await row(id)).toMatchObject({ state: 'sent', attempt: 3 })
  expect(fake.journal().mails).toHaveLength(1)
  expect(fake.journal().requests).toHaveLength(2)
})

test('a worker that wakes after its claim was over completes nothing', async () => {
  const id = await queue()
  let wake = () => {}
  const asleep = new Promise<void>((resolve) => {
    wake = resolve
  })
  const late = go(id, resend(), {
    leaseSeconds: 5,
    hold: (point) => (point === 'after claim' ? asleep : Promise.resolve()),
  })
  await expect.poll(async () => (await row(id)).state).toBe('sending')
  pass(6)
  await go(id, resend())
  const before = await row(id)
  wake()
  await late
  expect(await row(id)).toEqual(before)
  expect(fake.journal().requests).toHaveLength(1)
})

/** A mail server: it knows no key, so what may have gone is not repeated. */
function smtp(outcomes: Outcome[]) {
  const sent: string[] = []
  const transport: Transport = {
    name: 'smtp',
    from,
    isRepeatable: false,
    breaker: newBreaker(),
    turn: async () => {},
    send: async ({ id }) => {
      sent.push(id)
      return outcomes.shift() ?? { kind: 'accepted', providerId: `<${id}@example.org>` }
    },
  }
  return { sent, transport }
}

test('by a mail server: refused for now goes again, an unknown outcome never does by itself', async () => {
  const { sent, transport } = smtp([
    { kind: 'later', why: 'The mail server: 451 Busy', after: null, due: 'message' },
    { kind: 'accepted', providerId: '<1>' },
    { kind: 'unknown', why: 'The mail server: timeout' },
  ])
  const busy = await queue()
  await finish(busy, transport)
  expect(await row(busy)).toMatchObject({ state: 'sent', provider: 'smtp', tries: 1 })
  const lost = await queue()
  await finish(lost, transport)
  expect(await row(lost)).toMatchObject({ state: 'failed', in_doubt: true })
  expect((await row(lost)).trouble).toMatch(/timeout\. It may have arrived/)
  expect(sent).toEqual([busy, busy, lost])
})

test('by a mail server: killed before it was handed over it goes, once; after that it is failed and shown', async () => {
  const { sent, transport } = smtp([])
  const dead = new Error('killed')
  const dies = (at: string) => ({
    leaseSeconds: 5,
    hold: async (point: string) => {
      if (point === at) throw dead
    },
  })
  const before = await queue()
  await expect(go(before, transport, dies('after claim'))).rejects.toBe(dead)
  pass(6)
  await go(before, transport)
  expect(await row(before)).toMatchObject({ state: 'sent' })
  const after = await queue()
  await expect(go(after, transport, dies('after send'))).rejects.toBe(dead)
  pass(6)
  await go(after, transport)
  expect(await row(after)).toMatchObject({ state: 'failed', in_doubt: true })
  expect(sent).toEqual([before, after])
})

test('another transport does not repeat what may have gone by the one before', async () => {
  const id = await queue()
  fake.script({ steps: ['lose-reply'] })
  await go(id, resend())
  pass(7)
  const { sent, transport } = smtp([])
  await go(id, transport)
  expect(await row(id)).toMatchObject({ state: 'failed', in_doubt: true })
  expect(sent).toEqual([])
})

test('after 23 hours a key is no protection: what may have gone is failed and shown', async () => {
  const id = await queue()
  fake.script({ steps: ['lose-reply'] })
  await go(id, resend())
  pass(23 * 3600 + 10)
  await go(id, resend())
  expect(await row(id)).toMatchObject({ state: 'failed', in_doubt: true })
  expect(fake.journal().requests).toHaveLength(1)
})

test('past its time it is cancelled, never sent late', async () => {
  const id = await queue({ expiresInHours: 2 })
  pass(2 * 3600 + 1)
  await go(id, resend())
  expect(await row(id)).toMatchObject({ state: 'cancelled', trouble: expect.stringMatching(/not sent late/) })
  expect(fake.journal().requests).toEqual([])
})

test('of many at once that look at it, one sends', async () => {
  const id = await queue()
  await Promise.all(Array.from({ length: 8 }, () => go(id, resend())))
  expect(fake.journal().requests).toHaveLength(1)
})

test('a provider that is gone holds everybody up, not each for itself', async () => {
  const transport = resend()
  const ids = await Promise.all(Array.from({ length: 8 }, () => queue()))
  fake.script({ steps: Array.from({ length: 8 }, () => 'lose-request' as const) })
  for (const id of ids) await go(id, transport)
  expect(fake.journal().requests).toHaveLength(5)
  const rest = await row(ids[7] ?? '')
  expect(rest).toMatchObject({
    state: 'pending',
    tries: 0,
    trouble: expect.stringMatching(/does not answer/),
  })
  // Afterwards they go, all of them.
  fake.reset({ perSecond: 1000 })
  for (const id of ids) await finish(id, transport)
  expect(fake.journal().mails).toHaveLength(8)
})

test('the sweep finds what no job looks after, and nothing else', async () => {
  const lost = await queue()
  const waiting = await queue()
  const held = await queue()
  const dead = {
    leaseSeconds: 5,
    hold: async (point: string) => {
      if (point === 'after claim') throw new Error('killed')
    },
  }
  await expect(go(held, resend(), dead)).rejects.toThrow('killed')
  await kit.sql(`delete from pgboss.job where data->>'delivery' in ($1, $2)`, [lost, held])
  pass(61)
  await sweepDeliveries({ clock: at })
  expect((await jobs()).map(({ id }) => id).sort()).toEqual([lost, waiting, held].sort())
  await sweepDeliveries({ clock: at })
  expect(await jobs()).toHaveLength(3)
})

test('nothing is sent to a suppressed address', async () => {
  await kit.sql(`insert into suppressions values ('gone@northfield.example', 'bounced', now())`)
  const id = await queue({ recipient: { id: 's', name: 'Gone', address: 'Gone@Northfield.example' } })
  expect(await row(id)).toMatchObject({ state: 'failed', trouble: expect.stringMatching(/came back/) })
  expect(await jobs()).toEqual([])
})

test('without a transport it is kept in the outbox; what is told of the past has no job', async () => {
  const id = await queue()
  await go(id, outbox())
  expect(await row(id)).toMatchObject({
    state: 'sent',
    provider: 'outbox',
    message: { subject: expect.any(String) },
  })
  const past = await queue({}, { untimed: true })
  expect(await row(past)).toMatchObject({ state: 'sent', provider: 'outbox' })
  expect((await jobs()).map((job) => job.id)).not.toContain(past)
})

test('a token stands in its own column until it is sent, in the same bytes at each try', async () => {
  const secret = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQ'
  const id = await queue({
    kind: 'invitation',
    incidentId: null,
    seq: null,
    source: { kind: 'invitation' },
    secret,
  })
  fake.script({ steps: ['lose-reply'] })
  await go(id, resend())
  const tried = await row(id)
  expect(tried.secret).toBe(secret)
  expect(JSON.stringify([tried.message, tried.source])).not.toContain(secret)
  pass(7)
  await go(id, resend())
  expect(await row(id)).toMatchObject({ state: 'sent', secret: null })
  const { requests, mails } = fake.journal()
  expect(mails).toHaveLength(1)
  expect(requests.every(({ body }) => body.includes(`/join?token=${secret}`))).toBe(true)
  expect(JSON.stringify(await kit.sql('select * from deliveries'))).not.toContain(secret)
})

test('a redaction takes out what was written and stops what waits', async () => {
  const sent = await queue()
  await go(sent, resend())
  const waiting = await queue()
  const unsure = await queue()
  fake.script({ steps: ['lose-reply'] })
  await go(unsure, resend())
  await withTransaction((tx) => forgetMessagesOf(tx, incidentId))
  expect(await row(sent)).toMatchObject({ state: 'sent', message: null })
  expect(await row(waiting)).toMatchObject({
    state: 'cancelled',
    trouble: expect.stringMatching(/Send it again/),
  })
  expect(await row(unsure)).toMatchObject({ state: 'failed', in_doubt: true, message: null })
  expect(await kit.sql('select * from document_files')).toEqual([])
  pass(60)
  for (const id of [sent, waiting, unsure]) await go(id, resend())
  expect(fake.journal().mails).toHaveLength(2)
})
