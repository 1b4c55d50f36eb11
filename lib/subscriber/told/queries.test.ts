import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { deliver } from '#lib/messaging/deliver.ts'
import { systemActor } from '#lib/people/policy.ts'

const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const { declare, publish, subscribe } = updateKit(kit, noor)
beforeEach(() => kit.sql('truncate deliveries, subscribers, stakeholders cascade'))

const tell = (ref: string, seq: number) => change(systemActor('jobs'), 'tell_subscribers', { ref, seq })
type Row = { id: string; address: string; state: string; trouble: string | null }
const rows = () => kit.sql<Row>('select * from deliveries order by address')
const told = async () => (await rows()).map(({ address }) => address)

/** Subscribers of one severity each, by their addresses. */
async function bySeverity() {
  for (const severity of ['SEV1', 'SEV2', 'SEV3']) {
    await subscribe({ address: `${severity.toLowerCase()}@example.org`, severities: [severity] })
  }
}
async function setSeverity(ref: string, severity: string) {
  const { entries } = await execute(noor, ref, { type: 'set_severity', severity, reason: 'More is known' })
  return entries.at(-1)?.seq ?? 0
}
/** Who is told the next update. */
async function toldNext(ref: string, more: Record<string, unknown> = {}) {
  await tell(ref, await publish(ref, more))
  const found = await told()
  await kit.sql('truncate deliveries cascade')
  return found
}
const over = { state: 'over', nextUpdateAt: null }

test.each([
  ['lowered', 'SEV1', 'SEV2', ['sev1@example.org', 'sev2@example.org']],
  ['raised', 'SEV3', 'SEV2', ['sev2@example.org', 'sev3@example.org']],
])('whoever heard one update hears the rest once the severity was %s', async (_, from, to, both) => {
  const { ref } = await declare({ severity: from })
  await bySeverity()
  const seq = await publish(ref)
  await tell(ref, seq)
  expect(await told()).toEqual([`${from.toLowerCase()}@example.org`])
  await kit.sql('truncate deliveries cascade')
  await setSeverity(ref, to)
  expect(await toldNext(ref, { corrects: seq })).toEqual(both)
  expect(await toldNext(ref, over)).toEqual(both)
})

test('a severity that came and went before anything was said is told nothing', async () => {
  const { ref } = await declare({ severity: 'SEV1' })
  await bySeverity()
  await setSeverity(ref, 'SEV3')
  expect(await toldNext(ref)).toEqual(['sev3@example.org'])
  // Between two updates it counts, although none went out meanwhile.
  await setSeverity(ref, 'SEV1')
  await setSeverity(ref, 'SEV2')
  expect(await toldNext(ref)).toEqual(['sev1@example.org', 'sev2@example.org', 'sev3@example.org'])
})

test('an update is for the severity at which it was published, however late the job is', async () => {
  const { ref } = await declare({ severity: 'SEV1' })
  await bySeverity()
  const seq = await publish(ref)
  await setSeverity(ref, 'SEV2')
  await publish(ref)
  await tell(ref, seq)
  expect(await told()).toEqual(['sev1@example.org'])
  for (const { id } of await rows()) await deliver(id)
  expect(await rows()).toMatchObject([{ state: 'sent' }])
})

test('a severity taken back is told the rest of what it heard, and nothing when it heard nothing', async () => {
  const { ref } = await declare({ severity: 'SEV2' })
  await bySeverity()
  expect(await toldNext(ref)).toEqual(['sev2@example.org'])
  await execute(noor, ref, { type: 'undo_change', seq: await setSeverity(ref, 'SEV3') })
  expect(await toldNext(ref)).toEqual(['sev2@example.org'])
  const slip = await setSeverity(ref, 'SEV1')
  expect(await toldNext(ref)).toEqual(['sev1@example.org', 'sev2@example.org'])
  await execute(noor, ref, { type: 'undo_change', seq: slip })
  expect(await toldNext(ref, over)).toEqual(['sev1@example.org', 'sev2@example.org'])
})

test('of slips in a row that are all taken back none is told', async () => {
  const { ref } = await declare({ severity: 'SEV3' })
  await bySeverity()
  await publish(ref)
  const slips = [await setSeverity(ref, 'SEV2'), await setSeverity(ref, 'SEV1')]
  for (const seq of slips.toReversed()) await execute(noor, ref, { type: 'undo_change', seq })
  expect(await toldNext(ref)).toEqual(['sev3@example.org'])
})

test('who is given other severities while it waits is sent nothing; who keeps one that it went by is', async () => {
  const { ref } = await declare({ severity: 'SEV1' })
  const ids: string[] = []
  for (const name of ['Lena', 'Paul']) {
    const email = `${name.toLowerCase()}@example.org`
    const { id } = await change(noor, 'add_stakeholder', { name, email })
    await change(noor, 'set_stakeholder_updates', { id, updates: ['SEV1', 'SEV3'] })
    await kit.sql(`update subscribers set confirmed_at = now() - interval '1 minute'`)
    ids.push(id)
  }
  await publish(ref)
  await setSeverity(ref, 'SEV2')
  await tell(ref, await publish(ref))
  expect(await told()).toEqual(['lena@example.org', 'paul@example.org'])
  await change(noor, 'set_stakeholder_updates', { id: ids[0] ?? '', updates: ['SEV3'] })
  await change(noor, 'set_stakeholder_updates', { id: ids[1] ?? '', updates: ['SEV1'] })
  for (const { id } of await rows()) await deliver(id)
  expect((await rows()).map(({ state, trouble }) => [state, trouble])).toEqual([
    ['cancelled', 'They get updates of other severities since.'],
    ['sent', null],
  ])
})
