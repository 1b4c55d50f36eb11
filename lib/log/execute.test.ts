import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { finish, giveStakeholder } from '#e2e/kit/finish.ts'
import type { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { execute } from '#lib/log/execute.ts'
import { getLog } from '#lib/log/queries.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const admin = await kit.person({ name: 'Ada Min', role: 'admin' })
const observer = await kit.person({ name: 'Olga Server', role: 'observer' })

const report = {
  type: 'declare_incident',
  topic: 'Customers cannot log in',
  severity: 'SEV1',
  reported: 'The page spins for 30 seconds.',
  reportedBy: 'Mara Lindqvist',
  source: 'Support, web form',
}

async function declared(more: object = {}) {
  const { incident } = await execute(ines, null, { ...report, ...more })
  return incident
}

async function refusal(actor: Actor, ref: string | null, input: object): Promise<AppError> {
  // Everything that the door throws at people is an AppError; the assertions below would fail on anything else.
  return (await execute(actor, ref, input).catch((error: unknown) => error)) as AppError
}

test('declares, with a ref without gaps even after a refusal', async () => {
  const first = await declared()
  const refused = await refusal(observer, null, report)
  const second = await declared()
  expect(refused.code).toBe('forbidden')
  expect(first.ref).toMatch(/^INC-\d+$/)
  expect(Number(second.ref.slice(4))).toBe(Number(first.ref.slice(4)) + 1)
  expect(second.status).toBe('reported')
  expect((await declared({ kind: 'drill' })).ref).toBe('DRILL-1')
})

test('the first role taken acknowledges and moves to investigating by the system', async () => {
  const { ref } = await declared()
  const { entries, incident } = await execute(ines, ref.toLowerCase(), {
    type: 'take_role',
    role: 'commander',
  })
  expect(entries.map(({ type, actor }) => [type, actor.kind])).toEqual([
    ['role_taken', 'person'],
    ['status_changed', 'system'],
  ])
  expect(incident.status).toBe('investigating')
  expect(incident.milestones.acknowledgedAt).toBe(incident.milestones.commandedAt)
  expect(incident.metrics.responseSeconds).toBeGreaterThanOrEqual(0)
  const again = await execute(ines, ref, { type: 'take_role', role: 'commander' })
  expect(again.entries).toEqual([])
})

test('twenty people take command at once: one holds it, the others are told who', async () => {
  const { ref } = await declared()
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, index) => kit.person({ name: `Person ${index}`, role: 'member' })),
  )
  const outcomes = await Promise.allSettled(
    people.map((person) => execute(person, ref, { type: 'take_role', role: 'commander' })),
  )
  const winners = outcomes.filter(({ status }) => status === 'fulfilled')
  expect(winners).toHaveLength(1)
  const winner = people[outcomes.findIndex(({ status }) => status === 'fulfilled')]
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason.message).toContain(winner?.name)
  }
  const held = await kit.sql(
    `select count(*)::int as n from role_spans join incidents i on i.id = incident_id where i.ref = $1`,
    [ref],
  )
  expect(held).toEqual([{ n: 1 }])
})

test('the same key and body give the same bytes and one effect; another body is refused', async () => {
  const { ref } = await declared()
  const key = uuidv7()
  const note = { type: 'log', kind: 'note', text: 'p95 is 29.8 s' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => execute(ines, ref, note, { key })))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1)
  expect((await getLog(ref)).entries.filter(({ type }) => type === 'logged')).toHaveLength(1)
  await expect(execute(ines, ref, { ...note, text: 'other' }, { key })).rejects.toMatchObject({
    code: 'key_reused',
  })
  await expect(execute(jonas, ref, note, { key })).rejects.toMatchObject({ code: 'key_reused' })
})

test('declaring with one key makes one incident, and no gap in the refs', async () => {
  const key = uuidv7()
  const answers = await Promise.all(Array.from({ length: 4 }, () => execute(ines, null, report, { key })))
  expect(new Set(answers.map(({ incident }) => incident.ref)).size).toBe(1)
  const next = await declared()
  expect(Number(next.ref.slice(4))).toBe(Number(answers[0]?.incident.ref.slice(4)) + 1)
})

test('command is handed over by offer and acceptance, and nobody else can answer', async () => {
  const { ref } = await declared()
  await execute(ines, ref, { type: 'take_role', role: 'commander' })
  const offer = { type: 'offer_command', personId: jonas.id, brief: 'All is said in the log.' }
  expect((await refusal(jonas, ref, offer)).code).toBe('forbidden')
  await execute(ines, ref, offer)
  expect((await refusal(admin, ref, { type: 'accept_command' })).message).toContain('Jonas Beck')
  const { incident } = await execute(jonas, ref, { type: 'accept_command' })
  expect(incident.roles.map(({ person, until }) => [person.name, until === null])).toEqual([
    ['Ines Okafor', false],
    ['Jonas Beck', true],
  ])
  expect(
    (await refusal(ines, ref, { type: 'release_role', role: 'commander', personId: jonas.id })).code,
  ).toBe('forbidden')
  expect((await refusal(jonas, ref, { type: 'release_role', role: 'commander' })).message).toContain(
    'handed over',
  )
})

test('an offer lapses after five minutes by the clock', async () => {
  const { ref } = await declared({ reportedAt: '2026-05-14T12:00:00Z' })
  const at = (time: string) => ({ clock: () => `2030-05-14T${time}.000Z` })
  await execute(ines, ref, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  await execute(ines, ref, { type: 'offer_command', personId: jonas.id, brief: 'Brief.' }, at('12:02:00'))
  await expect(execute(jonas, ref, { type: 'accept_command' }, at('12:07:00'))).rejects.toThrow(/lapsed/)
  await execute(ines, ref, { type: 'offer_command', personId: jonas.id, brief: 'Brief.' }, at('12:08:00'))
  const { incident } = await execute(jonas, ref, { type: 'accept_command' }, at('12:12:59'))
  expect(incident.offer).toBeNull()
})

test('anybody raises a severity without a reason; lowering is the Commander’s, with a reason', async () => {
  const { ref } = await declared({ severity: 'SEV3' })
  await execute(jonas, ref, { type: 'set_severity', severity: 'SEV1' })
  const lower = { type: 'set_severity', severity: 'SEV2', reason: 'Only staff are hit' }
  expect((await refusal(jonas, ref, lower)).code).toBe('forbidden')
  await execute(ines, ref, { type: 'take_role', role: 'commander' })
  expect((await refusal(ines, ref, { ...lower, reason: undefined })).fields).toHaveProperty('reason')
  expect((await execute(ines, ref, lower)).incident.severity).toBe('SEV2')
})

test('statuses move on, or back to investigating with a reason', async () => {
  const { ref } = await declared()
  await execute(ines, ref, { type: 'take_role', role: 'commander' })
  expect(
    (await execute(ines, ref, { type: 'set_status', status: 'monitoring' })).incident.milestones,
  ).toMatchObject({ mitigatedAt: expect.any(String) })
  expect((await refusal(ines, ref, { type: 'set_status', status: 'identified' })).code).toBe('conflict')
  expect((await refusal(ines, ref, { type: 'set_status', status: 'investigating' })).code).toBe('invalid')
  const back = { type: 'set_status', status: 'investigating', reason: 'It came back' }
  expect((await execute(ines, ref, back)).incident.milestones.mitigatedAt).toBeNull()
})

test('what the writer had not seen gives a conflict with both values', async () => {
  const { ref, seq } = await declared()
  await execute(jonas, ref, { type: 'describe_impact', who: 'All customers' })
  const error = await refusal(ines, ref, { type: 'describe_impact', who: { text: 'Some' }, basedOn: seq })
  expect(error.code).toBe('conflict')
  expect(error.details).toMatchObject({ yours: { text: 'Some' }, now: { text: 'All customers' } })
  const same = await execute(ines, ref, { type: 'describe_impact', who: 'All customers', basedOn: seq })
  expect(same.entries).toEqual([])
})

test('milestones keep their order, and the refusal names both fields and values', async () => {
  const { ref } = await declared({ reportedAt: '2026-05-14T14:02:11+02:00' })
  const error = await refusal(ines, ref, { type: 'describe_impact', startedAt: '2026-05-14T15:00:00Z' })
  expect(error.message).toContain('impactStartedAt (2026-05-14T15:00:00.000Z)')
  expect(error.message).toContain('reportedAt (2026-05-14T12:02:11.000Z)')
  const early = await refusal(ines, ref, { type: 'acknowledge', occurredAt: '2026-05-14T12:00:00Z' })
  expect(early.code).toBe('conflict')
  await execute(ines, ref, { type: 'acknowledge', occurredAt: '2026-05-14T12:04:10Z' })
  const { incident } = await execute(jonas, ref, { type: 'acknowledge', occurredAt: '2026-05-14T12:03:10Z' })
  expect(incident.metrics.responseSeconds).toBe(59)
})

test.each([
  ['an unknown field', { ...report, colour: 'red' }, 'colour'],
  ['a missing topic', { ...report, topic: undefined }, 'topic'],
  ['an empty topic', { ...report, topic: '   ' }, 'topic'],
  ['a topic of 301 characters', { ...report, topic: 'x'.repeat(301) }, 'topic'],
  ['an unknown severity', { ...report, severity: 'SEV4' }, 'severity'],
  ['a time without an offset', { ...report, reportedAt: '2026-05-14T14:02:11' }, 'reportedAt'],
  ['a time far ahead', { ...report, reportedAt: '2999-01-01T00:00:00Z' }, 'reportedAt'],
  ['U+0000', { ...report, topic: 'a\u0000b' }, 'topic'],
  ['a lone surrogate', { ...report, topic: 'a\ud800b' }, 'topic'],
  ['an unknown command', { type: '__proto__' }, 'type'],
])('%s is refused and named', async (_, input, field) => {
  const error = await refusal(ines, null, input)
  expect(error.code).toBe('invalid')
  expect(error.fields[field]).toMatch(/\w/)
})

test('resolve needs solution and impact; closed takes corrections alone', async () => {
  const { ref } = await declared()
  await execute(ines, ref, { type: 'take_role', role: 'commander' })
  await execute(ines, ref, { type: 'log', kind: 'note', text: 'The lokc is gone' })
  expect((await refusal(ines, ref, { type: 'resolve' })).fields).toMatchObject({
    solution: expect.any(String),
    impact: expect.any(String),
  })
  expect((await refusal(ines, ref, { type: 'close' })).details).toEqual({ allowed: ['resolve'] })
  const impact = { who: { notYetKnown: true }, how: 'They could not log in' }
  await execute(ines, ref, { type: 'resolve', solution: 'Rolled back v847', impact })
  expect((await refusal(ines, ref, { type: 'close' })).details).toEqual({ allowed: ['draft_report'] })
  await finish((input) => execute(ines, ref, input), await giveStakeholder(kit.sql))
  const { incident } = await getLog(ref)
  expect(incident.status).toBe('closed')
  expect(incident.metrics.timeInSeverity).toEqual([
    { severity: 'SEV1', seconds: incident.metrics.timeToResolveSeconds },
  ])
  expect((await refusal(ines, ref, { type: 'log', kind: 'note', text: 'late' })).code).toBe('conflict')
  const { entries } = await getLog(ref)
  const note = entries.find((entry) => entry.type === 'logged')
  const correct = { type: 'correct_entry', seq: note?.seq, text: 'The lock is gone', reason: 'typing' }
  expect((await refusal(jonas, ref, correct)).code).toBe('forbidden')
  expect((await execute(ines, ref, correct)).entries[0]).toMatchObject({ corrects: note?.seq })
})

test('observers, services and strangers', async () => {
  const { ref } = await declared()
  const service: Actor = { kind: 'service', id: uuidv7(), name: 'Heroku link', role: 'member' }
  expect((await refusal(observer, ref, { type: 'log', kind: 'note', text: 'x' })).code).toBe('forbidden')
  expect((await refusal(service, ref, { type: 'acknowledge' })).code).toBe('forbidden')
  expect((await execute(service, ref, { type: 'log', kind: 'note', text: 'x' })).entries).toHaveLength(1)
  expect((await refusal(ines, 'INC-99999', { type: 'acknowledge' })).code).toBe('not_found')
  await execute(ines, ref, { type: 'take_role', role: 'commander' })
  const assign = { type: 'assign_role', role: 'scribe', personId: observer.id }
  expect((await refusal(ines, ref, assign)).message).toContain('observer')
  expect((await execute(ines, ref, { ...assign, personId: jonas.id })).entries).toHaveLength(1)
})

test('every log of this file verifies', async () => {
  const { faults, entries } = await verify()
  expect(faults).toEqual([])
  expect(entries).toBeGreaterThan(40)
})
