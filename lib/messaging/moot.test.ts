import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { systemActor } from '#lib/incident/policy.ts'
import { execute } from '#lib/log/execute.ts'
import { deliver } from './deliver.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const { publish } = updateKit(kit, noor)
beforeEach(() => kit.sql('truncate deliveries cascade'))

/** A reminder of the first update of a SEV2, four minutes before it is due. */
async function nudged() {
  const clock = () => new Date(Date.now() - 26 * 60_000).toISOString()
  const { incident } = await execute(noor, null, declaration, { clock })
  const { ref } = incident
  await execute(noor, ref, { type: 'assign_role', role: 'communications', personId: noor.id }, { clock })
  const dueAt = incident.updates.promise?.dueAt ?? ''
  await execute(systemActor, ref, { type: 'nudge_update', dueAt, minutes: 5 })
  return { ref, dueAt }
}

type Row = { id: string; state: string; trouble: string | null; expires_at: Date }
const row = async () => {
  const [found] = await kit.sql<Row>('select id, state, trouble, expires_at from deliveries')
  if (!found) throw new Error('Nothing is queued')
  return found
}

test('a reminder of an update leaves while that is waited for, and until it is due at the latest', async () => {
  const { dueAt } = await nudged()
  const { id, expires_at } = await row()
  expect(expires_at.toISOString()).toBe(dueAt)
  await deliver(id)
  expect(await row()).toMatchObject({ state: 'sent' })
})

test('once the update is out nobody is reminded of it', async () => {
  const { ref } = await nudged()
  await publish(ref)
  await deliver((await row()).id)
  expect(await row()).toMatchObject({ state: 'cancelled', trouble: 'That update is no longer waited for.' })
})

test('nor once it is late', async () => {
  const { dueAt } = await nudged()
  await deliver((await row()).id, { clock: () => dueAt })
  expect(await row()).toMatchObject({ state: 'cancelled', trouble: expect.stringContaining('in time') })
})
