import { beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { leaveToken } from '#e2e/kit/leave-token.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { change } from '#lib/log/change.ts'
import { linkHolder } from '#lib/people/policy.ts'
import { listStakeholders } from '#lib/stakeholder/queries.ts'

const kit = await testDatabase()
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const { link, subscribe } = updateKit(kit, noor)
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
beforeEach(() => kit.sql('truncate deliveries, subscribers, stakeholders, suppressions cascade'))

const add = async (name: string, group: string | null = null) =>
  (await change(noor, 'add_stakeholder', { name, email: `${name.toLowerCase()}@example.org`, group })).id
const set = (id: string, updates: string[]) => change(noor, 'set_stakeholder_updates', { id, updates })
const seen = async () => {
  const { stakeholders } = await listStakeholders({}, { addresses: true })
  return stakeholders.map(({ name, updates, updatesNote }) => [
    name,
    updates.join(),
    updatesNote?.kind ?? null,
  ])
}
const leave = async () => {
  const [row] = await kit.sql<{ id: string }>('select id from subscribers where ended_at is null')
  await change(linkHolder, 'end_subscription', { token: await leaveToken(row?.id ?? '') })
}
const confirm = async () => {
  const [row] = await kit.sql<{ secret: string }>('select secret from deliveries where secret is not null')
  await change(linkHolder, 'confirm_subscription', { token: row?.secret ?? '' })
}
const lines = () =>
  kit.sql<{ action: string; details: object }>('select action, details from audit_log order by at, id')

test('an admin chooses per person, at once and without a question; a member does not', async () => {
  const lena = await add('Lena')
  await set(lena, ['SEV2', 'SEV1', 'SEV2'])
  expect(await seen()).toEqual([['Lena', 'SEV1,SEV2', null]])
  await set(lena, ['SEV1', 'SEV2'])
  await set(lena, [])
  expect(await seen()).toEqual([['Lena', '', null]])
  await set(lena, ['SEV3'])
  expect(await seen()).toEqual([['Lena', 'SEV3', null]])
  expect(await kit.sql('select from deliveries')).toEqual([])
  expect((await lines()).filter(({ action }) => action === 'set_stakeholder_updates')).toMatchObject([
    { details: { name: 'Lena', updates: 'SEV1, SEV2', asked: 0 } },
    { details: { updates: 'none' } },
    { details: { updates: 'SEV3' } },
  ])
  await expect(change(ines, 'set_stakeholder_updates', { id: lena, updates: [] })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const nobody = change(noor, 'set_stakeholder_updates', { id: crypto.randomUUID(), updates: ['SEV1'] })
  await expect(nobody).rejects.toMatchObject({ code: 'not_found' })
  expect((await listStakeholders({}, { addresses: false })).stakeholders).toMatchObject([
    { updates: [], updatesNote: null },
  ])
})

test('who left is not brought back by staff: they are asked, and only their yes counts', async () => {
  const lena = await add('Lena')
  await set(lena, ['SEV1'])
  await leave()
  expect(await seen()).toEqual([['Lena', '', 'left']])
  await set(lena, ['SEV1', 'SEV2'])
  expect(await seen()).toEqual([['Lena', '', 'asked']])
  // Taking them out of the directory and putting them in again changes nothing of it.
  await change(noor, 'remove_stakeholder', { id: lena })
  const again = await add('Lena')
  expect(await seen()).toEqual([['Lena', '', 'left']])
  await kit.sql('truncate deliveries cascade')
  await set(again, ['SEV2'])
  expect(await kit.sql('select kind, address from deliveries')).toEqual([
    { kind: 'subscription', address: 'lena@example.org' },
  ])
  await confirm()
  expect(await seen()).toEqual([['Lena', 'SEV2', null]])
  // From then on staff may choose again.
  await set(again, ['SEV1'])
  expect(await seen()).toEqual([['Lena', 'SEV1', null]])
})

test('a whole group at once: who left is asked, who cannot be reached is left out', async () => {
  const [lena, paul] = [await add('Lena', 'Board'), await add('Paul', 'Board')]
  await add('Mara', 'Board')
  await add('Olaf', 'Sales')
  await set(lena, ['SEV3'])
  await leave()
  await kit.sql(
    `insert into suppressions (address, reason, at) values ('paul@example.org', 'complained', now())`,
  )
  const result = await change(noor, 'set_group_updates', { group: 'board', updates: ['SEV1'] })
  expect(result).toEqual({ changed: 1, asked: 1, skipped: 1 })
  expect(await seen()).toEqual([
    ['Lena', '', 'asked'],
    ['Mara', 'SEV1', null],
    ['Paul', '', null],
    ['Olaf', '', null],
  ])
  await expect(set(paul, ['SEV1'])).rejects.toMatchObject({ code: 'conflict' })
  expect(await change(noor, 'set_group_updates', { group: 'Board', updates: [] })).toMatchObject({
    changed: 2,
  })
  await expect(change(noor, 'set_group_updates', { group: 'None', updates: [] })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('a new address takes the subscription along; what waits for a yes at the old one ends', async () => {
  const lena = await add('Lena')
  await set(lena, ['SEV1'])
  const edited = await change(noor, 'edit_stakeholder', {
    id: lena,
    email: 'lv@example.org',
    updates: ['SEV1', 'SEV2'],
  })
  expect(edited).toMatchObject({ email: 'lv@example.org', updates: ['SEV1', 'SEV2'] })
  expect(await kit.sql('select address from subscribers where ended_at is null')).toEqual([
    { address: 'lv@example.org' },
  ])
  await leave()
  await set(lena, ['SEV1'])
  await change(noor, 'edit_stakeholder', { id: lena, email: 'third@example.org' })
  await expect(confirm()).rejects.toMatchObject({ code: 'gone' })
  expect(await seen()).toEqual([['Lena', '', null]])
})

test('who left is asked at a new address too, and comes back by their own word', async () => {
  const lena = await add('Lena')
  await set(lena, ['SEV1'])
  await leave()
  await change(noor, 'edit_stakeholder', { id: lena, email: 'lv@example.org', updates: ['SEV1'] })
  expect(await seen()).toEqual([['Lena', '', 'asked']])
  await confirm()
  expect(await seen()).toEqual([['Lena', 'SEV1', null]])
  await set(lena, ['SEV1', 'SEV2'])
  expect(await seen()).toEqual([['Lena', 'SEV1,SEV2', null]])
})

test('a bounce ends it and is shown; once the address is let in again staff may subscribe it', async () => {
  const lena = await add('Lena')
  await set(lena, ['SEV1'])
  await kit.sql(`update subscribers set ended_at = now(), end_reason = 'undeliverable'`)
  expect(await seen()).toEqual([['Lena', '', 'undeliverable']])
  await set(lena, ['SEV1'])
  expect(await seen()).toEqual([['Lena', 'SEV1', null]])
})

const every = ['SEV1', 'SEV2', 'SEV3']
const revoke = (id: string) => kit.sql('update share_links set revoked_at = now() where id = $1', [id])

test('who came by a link and is subscribed by staff to the same is told whatever becomes of the link', async () => {
  const [lena, paul] = [await add('Lena', 'Board'), await add('Paul', 'Board')]
  const { id: linkId } = await link(null)
  for (const name of ['lena', 'paul', 'mara']) await subscribe({ address: `${name}@example.org`, linkId })
  await set(lena, every)
  expect(await change(noor, 'set_group_updates', { group: 'Board', updates: every })).toMatchObject({
    changed: 1,
  })
  expect((await lines()).at(-1)).toMatchObject({ action: 'set_group_updates' })
  // Nothing is left to be done.
  expect(await change(noor, 'set_group_updates', { group: 'Board', updates: every })).toMatchObject({
    changed: 0,
  })
  await add('Mara')
  expect((await seen()).map(([, updates]) => updates)).toEqual(Array(3).fill(every.join()))
  await revoke(linkId)
  expect(await seen()).toEqual([
    ['Lena', every.join(), null],
    ['Paul', every.join(), null],
    // Nobody but a link subscribed her.
    ['Mara', '', null],
  ])
  expect(
    await kit.sql(
      'select stakeholder_id, link_id from subscribers where stakeholder_id is not null order by address',
    ),
  ).toEqual([lena, paul].map((id) => ({ stakeholder_id: id, link_id: null })))
})

test('a new address that was merely asked for is told what staff chose; one that left is told nothing', async () => {
  const [lena, paul] = [await add('Lena'), await add('Paul')]
  for (const id of [lena, paul]) await set(id, ['SEV1'])
  const { id: linkId } = await link(null)
  await subscribe({ address: 'lv@example.org', linkId, severities: every })
  await kit.sql(`update subscribers set confirmed_at = null where address = 'lv@example.org'`)
  await change(noor, 'edit_stakeholder', { id: lena, email: 'lv@example.org' })
  expect((await seen())[0]).toEqual(['Lena', 'SEV1', null])
  await subscribe({ address: 'pv@example.org', linkId })
  await kit.sql(
    `update subscribers set ended_at = now(), end_reason = 'unsubscribed' where address = 'pv@example.org'`,
  )
  await change(noor, 'edit_stakeholder', { id: paul, email: 'pv@example.org' })
  expect((await seen())[1]).toEqual(['Paul', '', 'left'])
})

test('a new address that somebody subscribed by a link is staff’s from then on, with what both asked for', async () => {
  const lena = await add('Lena')
  await set(lena, ['SEV1'])
  const { id: linkId } = await link(null)
  await subscribe({ address: 'LV@example.org', linkId, severities: ['SEV2'] })
  await change(noor, 'edit_stakeholder', { id: lena, email: 'lv@example.org' })
  await revoke(linkId)
  expect(await seen()).toEqual([['Lena', 'SEV1,SEV2', null]])
  expect(await kit.sql('select address, stakeholder_id from subscribers where ended_at is null')).toEqual([
    { address: 'lv@example.org', stakeholder_id: lena },
  ])
})
