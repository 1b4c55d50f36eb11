import { afterAll, beforeEach, expect, test } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { deliveryKit, mailFrom as from } from '#e2e/kit/deliveries.ts'
import { newBreaker } from './breaker.ts'
import { queueDeliveries } from './queue.ts'
import { outboxTransport } from './transport/outbox.ts'
import type { Transport } from './transport.ts'

const kit = await testDatabase()
const { fake, ref, queue, go, row, jobs, pass, at, resend, finish, empty } = await deliveryKit(kit)
afterAll(() => fake.stop())
beforeEach(async () => {
  expect(fake.journal().violations).toEqual([])
  await empty()
})

const outbox = (): Transport => ({ ...outboxTransport(), breaker: newBreaker() })
const source = { kind: 'report', ref, version: 1, note: null, changes: null, to: 'Lena' } as const

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
  const patience = new AbortController()
  const hasty: Transport = { ...transport, send: (mail) => transport.send(mail, patience.signal) }
  const tried = go(id, hasty)
  await expect.poll(() => fake.journal().requests.length).toBe(1)
  patience.abort()
  await tried
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
  const from = performance.now()
  await go(id, resend())
  const took = (performance.now() - from) / 1000
  const { state, tries, due_at } = await row(id)
  expect({ state, tries }).toEqual({ state: 'pending', tries: 0 })
  const wait = (Number(due_at) - Date.parse(at())) / 1000
  expect(wait).toBeLessThanOrEqual(seconds)
  // A date is in whole seconds, and nearer by the time it is read.
  expect(wait).toBeGreaterThanOrEqual(fault === '429:date' ? seconds - 1 - took : seconds)
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

test('what a provider says of the recipient does not tell their address', async () => {
  const id = await queue({ recipient: { id: 's', name: 'Lena', address: 'Lena@northfield.example' } })
  const why = 'The mail server: 550 5.1.1 <lena@northfield.example>: Recipient address rejected'
  await go(id, { ...outbox(), send: async () => ({ kind: 'refused', why }) })
  expect(await row(id)).toMatchObject({
    state: 'failed',
    trouble: 'The mail server: 550 5.1.1 <l…@northfield.example>: Recipient address rejected',
  })
})

test('eight tries without an answer, then it is failed and says that it may have arrived', async () => {
  const id = await queue()
  fake.script({ steps: Array.from({ length: 20 }, () => 'lose-request' as const) })
  await finish(id, resend())
  expect(await row(id)).toMatchObject({ state: 'failed', tries: 8, in_doubt: true })
  expect((await row(id)).trouble).toMatch(/may have arrived/)
  expect(fake.journal().requests).toHaveLength(8)
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
