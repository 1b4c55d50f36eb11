import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { change } from '#lib/log/change.ts'
import { newBreaker } from '#lib/messaging/breaker.ts'
import { deliver } from '#lib/messaging/deliver.ts'
import { systemActor } from '#lib/people/policy.ts'
import { getReach } from '#lib/share-link/reach/queries.ts'

const kit = await testDatabase()
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const { declare, publish, subscribe } = updateKit(kit, noor)
/** A provider that never answers. */
const transport = {
  ...{ name: 'resend' as const, from: 'a@example.org', isRepeatable: true, breaker: newBreaker() },
  turn: async () => {},
  send: async () => ({ kind: 'later' as const, why: 'Silence.', after: null, due: 'provider' as const }),
}

test('whom an update could not be sent in time is missing; who wanted it no more is not', async () => {
  const { ref } = await declare()
  await subscribe({ address: 'ada@example.org' })
  await subscribe({ address: 'bea@example.org' })
  const left = await subscribe({ address: 'cem@example.org' })
  await change(systemActor('jobs'), 'tell_subscribers', { ref, seq: await publish(ref) })
  const rows = await kit.sql<{ id: string; address: string }>('select * from deliveries order by address')
  const [ada, bea, cem] = rows.map(({ id }) => id)
  const go = (id: string | undefined, hours: number) =>
    deliver(id ?? '', { transport, clock: () => new Date(Date.now() + hours * 3_600_000).toISOString() })
  const lost = async () => (await getReach(noor, ref, new Date().toISOString())).lost
  await kit.sql(`update subscribers set ended_at = now(), end_reason = 'unsubscribed' where id = $1`, [left])
  // One is tried and waits, one waited from the beginning, and one is not wanted any more.
  await go(ada, 1)
  expect(await lost()).toBe(0)
  await go(ada, 5)
  await go(bea, 5)
  await go(cem, 5)
  expect(await kit.sql('select address, state from deliveries order by address')).toEqual([
    { address: 'ada@example.org', state: 'cancelled' },
    { address: 'bea@example.org', state: 'cancelled' },
    { address: 'cem@example.org', state: 'cancelled' },
  ])
  expect(await lost()).toBe(2)
  // Sent again, it is on its way.
  await change(noor, 'resend_delivery', { deliveryId: bea ?? '' })
  expect(await lost()).toBe(1)
})
