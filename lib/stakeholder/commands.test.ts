import { expect, test } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { change } from '#lib/log/change.ts'
import { stakeholderPlace } from './input.ts'
import { previewImport } from './preview.ts'
import {
  defaultRecipients,
  listGroups,
  listRecipients,
  listStakeholders,
  readStakeholders,
} from './queries.ts'

const kit = await testDatabase()
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const vera = await kit.person({ name: 'Vera Brandt', role: 'observer' })

const empty = async () => await kit.sql('truncate stakeholders, severity_groups cascade')
const add = (name: string, email: string, group: string | null = null) =>
  change(noor, 'add_stakeholder', { name, email, group })
const all = async () => {
  const { stakeholders } = await listStakeholders({}, { addresses: true })
  return stakeholders.map(({ name, email, group }) => [name, email, group])
}
/** What the audit log says was done to the directory while `work` ran. */
async function deedsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const deeds = async () => await kit.sql<{ action: string }>('select action from audit_log order by at, id')
  const before = (await deeds()).length
  await work()
  return (await deeds()).slice(before).map(({ action }) => action)
}

test('a member adds, an admin edits and removes; each leaves its line', async () => {
  await empty()
  const { id } = await change(ines, 'add_stakeholder', {
    name: ' Lotte Meyer ',
    email: 'LOTTE@Example.org',
    group: 'Management',
  })
  expect(await all()).toEqual([['Lotte Meyer', 'lotte@example.org', 'Management']])
  await expect(change(ines, 'edit_stakeholder', { id, name: 'L' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(change(vera, 'add_stakeholder', { name: 'X', email: 'x@example.org' })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const deeds = await deedsDuring(async () => {
    await change(noor, 'edit_stakeholder', { id, name: 'Lotte Maier', group: '' })
    await change(noor, 'edit_stakeholder', { id, name: 'Lotte Maier' })
    expect(await all()).toEqual([['Lotte Maier', 'lotte@example.org', null]])
    await change(noor, 'remove_stakeholder', { id })
    await change(noor, 'remove_stakeholder', { id })
  })
  expect(deeds).toEqual(['edit_stakeholder', 'remove_stakeholder'])
  expect(await all()).toEqual([])
  await expect(change(noor, 'edit_stakeholder', { id, name: 'Again' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('an address stands once among those who are there; a removed one may come back', async () => {
  await empty()
  const { id } = await add('Lotte', 'lotte@example.org')
  const paul = await add('Paul', 'paul@example.org')
  const taken = { code: 'conflict', fields: { email: expect.stringContaining('another address') } }
  await expect(add('Other', 'lotte@EXAMPLE.org')).rejects.toMatchObject(taken)
  await expect(
    change(noor, 'edit_stakeholder', { id: paul.id, email: 'lotte@example.org' }),
  ).rejects.toMatchObject(taken)
  await change(noor, 'remove_stakeholder', { id })
  await add('Lotte again', 'lotte@example.org')
  expect((await all()).map(([name]) => name)).toEqual(['Lotte again', 'Paul'])
})

test.each(['lotte＠example.org', 'a@x.org,b@x.org', 'k\u0430rl@example.org', '"a b"@example.org', 'nobody'])(
  'T19: %s is refused with what would be right',
  async (email) => {
    await expect(add('Lotte', email)).rejects.toMatchObject({
      code: 'invalid',
      fields: { email: 'Write one e-mail address, such as ines@example.org.' },
    })
    await expect(add('Two\nlines', 'a@example.org')).rejects.toMatchObject({
      fields: { name: 'Write it on one line.' },
    })
  },
)

test('an import adds and updates, doubles nothing, and is previewed by the same rules', async () => {
  await empty()
  await add('Lotte', 'lotte@example.org', 'Management')
  await add('Paul', 'paul@example.org', 'Board')
  const table =
    'Name;Mail;Group\nLotte Meyer;LOTTE@example.org;management\nPaul;paul@example.org;Board\nZoë;zoe@example.org;Sales\nWrong;x;'
  const preview = await previewImport(table)
  expect(preview).toMatchObject({ added: 1, updated: 1, unchanged: 1, faultCount: 1, faults: [{ line: 5 }] })
  expect(await all()).toHaveLength(2)
  const rows = [
    { name: 'Lotte Meyer', email: 'LOTTE@example.org', group: 'management' },
    { name: 'Paul', email: 'paul@example.org', group: 'Board' },
    { name: 'Zoë', email: 'zoe@example.org', group: 'Sales' },
  ]
  expect(await change(noor, 'import_stakeholders', { rows })).toEqual({ added: 1, updated: 1, unchanged: 1 })
  const after = [
    ['Paul', 'paul@example.org', 'Board'],
    ['Lotte Meyer', 'lotte@example.org', 'Management'],
    ['Zoë', 'zoe@example.org', 'Sales'],
  ]
  expect(await all()).toEqual(after)
  // Again: nothing. Without groups: they stay. One bad row: none of them.
  expect(await change(noor, 'import_stakeholders', { rows })).toEqual({ added: 0, updated: 0, unchanged: 3 })
  const bare = rows.map(({ name, email }) => ({ name, email }))
  expect(await change(noor, 'import_stakeholders', { rows: bare })).toMatchObject({ unchanged: 3 })
  await expect(
    change(noor, 'import_stakeholders', {
      rows: [
        { name: 'New', email: 'new@example.org' },
        { name: 'Bad', email: 'x' },
      ],
    }),
  ).rejects.toMatchObject({
    code: 'invalid',
    fields: { 'rows.1.email': expect.stringContaining('one e-mail') },
  })
  expect(await all()).toEqual(after)
  await expect(change(ines, 'import_stakeholders', { rows })).rejects.toMatchObject({ code: 'forbidden' })
})

test('10,000 rows are imported, twice at once without a deadlock, and read page by page, each once', async () => {
  await empty()
  const rows = Array.from({ length: 10_000 }, (_, n) => ({
    name: `Person ${n}`,
    email: `p${n}@example.org`,
    group: `Group ${n % 7}`,
  }))
  const both = await Promise.all([
    change(noor, 'import_stakeholders', { rows }),
    change(noor, 'import_stakeholders', { rows: rows.toReversed() }),
  ])
  expect(both.map(({ added }) => added).sort((a, b) => a - b)).toEqual([0, 10_000])
  const seen = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await listStakeholders({ cursor, limit: 200 }, { addresses: true })
    for (const { id } of page.stakeholders) seen.add(id)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(seen.size).toBe(10_000)
})

test('groups by severity choose who is told; who is removed is not', async () => {
  await empty()
  const lotte = await add('Lotte', 'lotte@example.org', 'Management')
  const paul = await add('Paul', 'paul@example.org', 'Board')
  const zoe = await add('Zoë', 'zoe@example.org')
  const chosen = { SEV1: ['management', 'Board', 'Board'], SEV2: ['Management'], SEV3: [] }
  const deeds = await deedsDuring(async () => {
    await change(noor, 'set_severity_groups', chosen)
    await change(noor, 'set_severity_groups', chosen)
  })
  expect(deeds).toEqual(['set_severity_groups'])
  expect(await listGroups()).toEqual({
    groups: [
      { name: 'Board', members: 1 },
      { name: 'Management', members: 1 },
    ],
    chosen: { SEV1: ['Board', 'Management'], SEV2: ['Management'], SEV3: [] },
    total: 3,
  })
  const names = async (severity: 'SEV1' | 'SEV2' | 'SEV3') =>
    (await defaultRecipients(severity)).map(({ name }) => name)
  expect([await names('SEV1'), await names('SEV2'), await names('SEV3')]).toEqual([
    ['Lotte', 'Paul'],
    ['Lotte'],
    [],
  ])
  expect((await listRecipients()).map(({ name, members }) => [name, members.length])).toEqual([
    ['Board', 1],
    ['Management', 1],
    [null, 1],
  ])
  await change(noor, 'remove_stakeholder', { id: lotte.id })
  expect(await names('SEV1')).toEqual(['Paul'])
  const read = await withTransaction(async (tx) => await readStakeholders(tx, [lotte.id, zoe.id, paul.id]))
  expect(read.map(({ name }) => name)).toEqual(['Paul', 'Zoë'])
})

test('an address that nothing is sent to any more is marked wherever somebody is chosen', async () => {
  await empty()
  await kit.sql(
    `insert into suppressions (address, reason, at) values ('lotte@example.org', 'bounced', now())`,
  )
  expect(await add('Lotte', 'lotte@example.org', 'Board')).toMatchObject({ suppressed: 'bounced' })
  await add('Paul', 'paul@example.org', 'Board')
  await change(noor, 'set_severity_groups', { SEV1: ['Board'], SEV2: [], SEV3: [] })
  const marks = (rows: readonly { suppressed: string | null }[]) => rows.map(({ suppressed }) => suppressed)
  expect(marks((await listStakeholders({}, { addresses: true })).stakeholders)).toEqual(['bounced', null])
  expect(marks((await listStakeholders({}, { addresses: false })).stakeholders)).toEqual([null, null])
  expect(marks(await defaultRecipients('SEV1'))).toEqual(['bounced', null])
  expect(marks((await listRecipients()).flatMap(({ members }) => members))).toEqual(['bounced', null])
})

test('an observer sees names and groups, and cannot find out an address by searching', async () => {
  await empty()
  await add('Lotte', 'secret@example.org', 'Management')
  const seen = await listStakeholders({}, { addresses: false })
  expect(seen.stakeholders).toMatchObject([{ name: 'Lotte', email: null, group: 'Management' }])
  expect((await listStakeholders({ q: 'secret' }, { addresses: false })).stakeholders).toEqual([])
  expect((await listStakeholders({ q: 'SECRET' }, { addresses: true })).stakeholders).toHaveLength(1)
  expect((await listStakeholders({ q: '%' }, { addresses: true })).stakeholders).toEqual([])
  expect((await listStakeholders({ group: 'management' }, { addresses: true })).stakeholders).toHaveLength(1)
  expect(stakeholderPlace({ q: ' x ', group: ['a'], cursor: 'no' })).toEqual({ q: 'x' })
})
