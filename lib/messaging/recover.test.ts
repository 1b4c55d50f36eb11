import { afterAll, beforeEach, expect, test } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { deliveryKit, mailFrom as from } from '#e2e/kit/deliveries.ts'
import { newBreaker } from './breaker.ts'
import { sweepDeliveries } from './deliver.ts'
import { forgetMessagesOf } from './forget.ts'
import type { Outcome } from './model.ts'
import type { Transport } from './transport.ts'

const kit = await testDatabase()
const { fake, incidentId, queue, go, row, jobs, pass, at, resend, finish, empty } = await deliveryKit(kit)
afterAll(() => fake.stop())
beforeEach(async () => {
  expect(fake.journal().violations).toEqual([])
  await empty()
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
  const id = await queue()
  pass(72 * 3600 + 1)
  await go(id, resend())
  expect(await row(id)).toMatchObject({ state: 'cancelled', trouble: expect.stringMatching(/not sent late/) })
  expect(fake.journal().requests).toEqual([])
})

test('of many at once that look at it, one sends', async () => {
  const id = await queue()
  await Promise.all(Array.from({ length: 8 }, () => go(id, resend())))
  expect(fake.journal().requests).toHaveLength(1)
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
