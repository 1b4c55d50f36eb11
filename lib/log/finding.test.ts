/** Finding, through the door: what people wrote is found again, with the place where it stands. */
import { beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import golden from '#lib/incident/entries/golden.json' with { type: 'json' }
import { redactEntry } from '#lib/incident/entries/redact.ts'
import type { StoredEntry } from '#lib/incident/entries/table.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { listChoices, listLabels } from '#lib/log/choices.ts'
import { execute } from '#lib/log/execute.ts'
import { findingsOf } from '#lib/log/findings.ts'
import type { ListQuery } from '#lib/log/input.ts'
import { listByGroup, listIncidents } from '#lib/log/list.ts'
import { findSimilar } from '#lib/log/similar.ts'
import { respell, slipsBetween } from '#lib/log/spelling.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'admin' })
const jonas = await kit.person({ name: 'Jonas Beck' })
let logins = ''
let refunds = ''
let drill = ''

beforeAll(async () => {
  logins = await declare('Customers cannot log in', { reportedAt: '2026-05-14T12:00:00Z' })
  await say(logins, { type: 'take_role', role: 'commander' })
  await say(logins, { type: 'log', kind: 'decision', text: 'Roll back the migration of v847', details: {} })
  await say(logins, { type: 'add_label', kind: 'component', name: 'Accounts' })
  refunds = await declare('Refunds are paid twice', { reportedAt: '2026-05-10T22:30:00Z' })
  await say(refunds, { type: 'take_role', role: 'scribe' }, jonas)
  await say(refunds, { type: 'add_label', kind: 'component', name: 'Payments' })
  await say(refunds, { type: 'add_label', kind: 'cause', name: 'Configuration' })
  await say(refunds, { type: 'state_fact', fact: 'cause', text: 'A duplicated webhook' })
  drill = await declare('Payment provider is down', { kind: 'drill', reportedAt: '2026-04-01T10:00:00Z' })
})

test('words in the log find the incident and say where they stand', async () => {
  expect(await found({ q: 'rollback' })).toEqual([])
  expect(await found({ q: 'roll back migr' })).toEqual([logins])
  const { incidents } = await listIncidents({ q: 'migration' })
  const finding = (await findingsOf(incidents, 'migration'))[logins]
  expect(finding?.topic).toEqual([])
  expect(finding?.entries).toMatchObject([{ seq: 4, head: 'Decision by Ines Okafor', ranges: [[14, 23]] }])
  expect(await findingsOf(incidents, logins)).toEqual({})
})

test('what is redacted is found no more', async () => {
  const ref = await declare('A note holds a password')
  const { entries } = await say(ref, { type: 'log', kind: 'note', text: 'it is hunter2hunter2' })
  expect(await found({ q: 'hunter2hunter2' })).toEqual([ref])
  await say(ref, { type: 'redact_entry', seq: entries[0]?.seq, reason: 'A password' })
  expect(await found({ q: 'hunter2hunter2' })).toEqual([])
})

test('every text that can be redacted can be searched for', async () => {
  await kit.sql('create table copy (like entries including generated)')
  const missing: string[] = []
  for (const entry of golden as unknown as StoredEntry[]) {
    const { payload } = redactEntry(entry)
    const texts = changedTexts(entry.payload, payload)
    const [row] = await kit.sql<{ all: boolean }>(
      `with one as (insert into copy (incident_id, seq, body, command_id, command_part, occurred_at, recorded_at, body_hash, hash)
         values (gen_random_uuid(), 1, $1, gen_random_uuid(), 0, now(), now(), '', '') returning words)
       select tsvector_to_array(to_tsvector('simple', $2)) <@ tsvector_to_array(words) as all from one`,
      [JSON.stringify(entry), texts.join(' ')],
    )
    if (!row?.all) missing.push(`${entry.type}: ${texts.join(', ')}`)
  }
  expect(missing).toEqual([])
})

test('filters narrow by person and role ever held, label, day in the zone and kind', async () => {
  expect(await found({ person: ines.id })).toEqual([logins])
  expect(await found({ person: jonas.id, role: 'scribe' })).toEqual([refunds])
  expect(await found({ person: jonas.id, role: 'commander' })).toEqual([])
  await say(refunds, { type: 'release_role', role: 'scribe' }, jonas)
  expect(await found({ person: jonas.id })).toEqual([refunds])
  expect(await found({ label: ['component:PAYMENTS', 'cause:configuration'] })).toEqual([refunds])
  expect(await found({ label: ['component:payments', 'component:accounts'] })).toEqual([])
  expect(await found({ from: '2026-05-11', to: '2026-05-11', zone: 'Europe/Berlin' })).toEqual([refunds])
  expect(await found({ from: '2026-05-11', to: '2026-05-14', zone: 'UTC' })).toEqual([logins])
  expect(await found({ to: '2026-05-14T12:00:00Z', kind: 'real' })).toEqual([refunds])
  expect(await found({ kind: 'drill', q: 'payment' })).toEqual([drill])
})

test('the choices are everybody and the labels in use, the most used first', async () => {
  const choices = await listChoices()
  expect(choices.people.map(({ name }) => name)).toEqual(['Ines Okafor', 'Jonas Beck'])
  expect(choices.labels.map(({ value }) => value)).toEqual([
    ...['cause:configuration', 'component:accounts', 'component:payments'],
  ])
  expect(await listLabels()).toContainEqual({ kind: 'component', name: 'Accounts' })
})

test('merged incidents are folded away, and found by their status, their ref and their words', async () => {
  const twin = await declare('Login page spins for everybody')
  await say(twin, { type: 'merge_into', target: logins })
  expect(await found({})).not.toContain(twin)
  expect((await listByGroup({})).incidents.map(({ ref }) => ref)).not.toContain(twin)
  expect(await found({ status: 'merged' })).toEqual([twin])
  expect(await found({ status: 'all' })).toContain(twin)
  expect(await found({ q: twin })).toEqual([twin])
  // The log of the other one names it too.
  expect(await found({ q: 'spins for' })).toEqual([twin, logins])
})

test.each([
  ['migartion', 'migration'],
  ['MIGRATON of v847', 'migration of v847'],
  ['duplicatd webhok', 'duplicated webhook'],
  ['migration', null],
  ['xylophone', null],
  ['v848', null],
  ['!!', null],
  ["''' & | \u0000", null],
])('%j is respelled as %j', async (typed, corrected) => {
  expect(await respell(typed)).toBe(corrected)
})

test('slips are counted as people make them', () => {
  for (const [a, b, slips] of [
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'acb', 1],
    ['abc', 'ab', 1],
    ['abc', 'xabc', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ] as const) {
    expect(slipsBetween(a, b), `${a} ${b}`).toBe(slips)
    expect(slipsBetween(b, a), `${b} ${a}`).toBe(slips)
  }
})

test.each([
  ['Customers cannot login', true],
  ['customers can not log in to the shop', true],
  ['Log in impossible for customers', true],
  ['Custmers cannot log in', true],
  ['Invoices are late', false],
  ['Warehouse printer prints nothing', false],
  ['Cu', false],
  ['', false],
  ["'; drop table incidents; --", false],
])('%j is like an open incident: %j', async (topic, isLike) => {
  const refs = (await findSimilar(topic)).map(({ ref }) => ref)
  expect(refs.includes(logins)).toBe(isLike)
  expect(refs).not.toContain(drill)
})

test('a drill is likened to drills, and only to what is open', async () => {
  expect((await findSimilar('Payment provider down', 'drill')).map(({ ref }) => ref)).toEqual([drill])
  expect(await findSimilar('Payment provider down')).toEqual([])
  const over = await declare('The fax line hums')
  await say(over, { type: 'cancel', reason: 'It is the radio' })
  expect(await findSimilar('The fax line hums')).toEqual([])
})

function changedTexts(before: unknown, after: unknown): string[] {
  if (typeof before === 'string') return before === after ? [] : [before]
  if (typeof before !== 'object' || before === null) return []
  const blanked = new Map(Object.entries(after ?? {}))
  return Object.entries(before).flatMap(([name, value]) => changedTexts(value, blanked.get(name)))
}

async function found(query: ListQuery): Promise<string[]> {
  return (await listIncidents(query)).incidents.map(({ ref }) => ref)
}

async function declare(topic: string, more: Record<string, unknown> = {}): Promise<string> {
  const said = { topic, severity: 'SEV2', reported: 'As said', reportedBy: 'Mara', source: 'phone', ...more }
  return (await execute(ines, null, { type: 'declare_incident', ...said })).incident.ref
}

async function say(ref: string, command: Record<string, unknown>, actor: Actor = ines) {
  return await execute(actor, ref, command)
}
