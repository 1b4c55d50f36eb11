/** The commands beyond the first light, through the door on a real Postgres. */
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { finish, giveStakeholder } from '#e2e/kit/finish.ts'
import type { AppError } from '#lib/errors.ts'
import type { IncidentView } from '#lib/incident/incident.ts'
import { type Actor, systemActor } from '#lib/incident/policy.ts'
import { bodyOf } from '#lib/log/chain.ts'
import { type ExecuteOptions, execute } from '#lib/log/execute.ts'
import { getIncident, getLog } from '#lib/log/queries.ts'
import { refold } from '#lib/log/refold.ts'
import { verify } from '#lib/log/verify.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const admin = await kit.person({ name: 'Ada Min', role: 'admin' })
const observer = await kit.person({ name: 'Olga Server', role: 'observer' })
const reason = 'It is the same one'

/** Declared by Ines, who commands it. */
async function declared(more: object = {}, options: ExecuteOptions = {}): Promise<IncidentView> {
  const input = {
    type: 'declare_incident',
    topic: 'Customers cannot log in',
    severity: 'SEV1',
    reported: 'The page spins.',
    reportedBy: 'Mara Lindqvist',
    source: 'Support',
    ...more,
  }
  const { incident } = await execute(ines, null, input, options)
  return (await execute(ines, incident.ref, { type: 'take_role', role: 'commander' }, options)).incident
}

async function refusal(actor: Actor, ref: string, input: object, options?: ExecuteOptions) {
  // Everything that the door throws at people is an AppError; the assertions would fail on anything else.
  return (await execute(actor, ref, input, options).catch((error: unknown) => error)) as AppError
}

async function row(ref: string) {
  const [found] = await kit.sql(
    `select status, labels, merged_into, resolved_at, closed_at, mitigated_at from incidents where ref = $1`,
    [ref],
  )
  return found
}

test('labels stand in their column, the same in any case', async () => {
  const { ref } = await declared()
  for (const name of ['Checkout', 'checkout']) {
    await execute(jonas, ref, { type: 'add_label', kind: 'component', name })
  }
  await execute(jonas, ref, { type: 'add_label', kind: 'cause', name: 'DNS' })
  expect(await row(ref)).toMatchObject({ labels: ['component:checkout', 'cause:dns'] })
  await execute(jonas, ref, { type: 'remove_label', kind: 'cause', name: 'dns' })
  expect((await getIncident(ref)).labels).toEqual([{ kind: 'component', name: 'Checkout' }])
  expect(await row(ref)).toMatchObject({ labels: ['component:checkout'] })
})

test('topic, pins and milestones: written, and the same again is no entry', async () => {
  const { ref } = await declared()
  const commands = [
    { type: 'set_topic', topic: 'Nobody can log in' },
    { type: 'pin_entry', seq: 1 },
    { type: 'set_milestone', milestone: 'detectedAt', at: '2026-05-14T12:00:00+02:00', reason: 'Monitor' },
  ]
  for (const input of commands) {
    expect((await execute(ines, ref, input)).entries).toHaveLength(1)
    expect((await execute(ines, ref, input)).entries).toEqual([])
    expect((await refusal(observer, ref, input)).code).toBe('forbidden')
  }
  const { topic, pins, milestones, sources, seq } = await getIncident(ref)
  expect(topic).toBe('Nobody can log in')
  expect(pins).toMatchObject([{ seq: 1 }])
  expect(milestones.detectedAt).toBe('2026-05-14T10:00:00.000Z')
  expect(sources.detectedAt?.seq).toBe(seq)
})

test('a status taken back is taken back in its columns too, and once for one key', async () => {
  const { ref } = await declared()
  const { entries } = await execute(ines, ref, { type: 'set_status', status: 'monitoring' })
  expect(await row(ref)).toMatchObject({ status: 'monitoring', mitigated_at: expect.any(Date) })
  const undo = { type: 'undo_change', seq: entries[0]?.seq }
  expect((await refusal(jonas, ref, undo)).code).toBe('forbidden')
  const key = uuidv7()
  const answers = await Promise.all(Array.from({ length: 4 }, () => execute(ines, ref, undo, { key })))
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
  expect(await row(ref)).toMatchObject({ status: 'investigating', mitigated_at: null })
  expect((await refusal(ines, ref, undo)).code).toBe('conflict')
})

test('closed, reopened, closed again: the columns follow', async () => {
  const { ref } = await declared()
  const resolve = { type: 'resolve', solution: 'Rolled back', impact: { who: 'All', how: 'No login' } }
  await execute(ines, ref, resolve)
  const stakeholder = await giveStakeholder(kit.sql)
  await finish((input) => execute(ines, ref, input), stakeholder)
  expect(await row(ref)).toMatchObject({ status: 'closed', closed_at: expect.any(Date) })
  expect((await refusal(jonas, ref, { type: 'reopen', reason })).code).toBe('forbidden')
  await execute(ines, ref, { type: 'reopen', reason })
  expect(await row(ref)).toMatchObject({ status: 'investigating', resolved_at: null, closed_at: null })
  await execute(ines, ref, resolve)
  // What was sent spoke of another end.
  expect((await refusal(ines, ref, { type: 'close' })).details).toEqual({ allowed: ['approve_report'] })
  const incident = await finish((input) => execute(ines, ref, input), stakeholder)
  expect(incident.statuses.filter(({ status }) => status === 'closed')).toHaveLength(2)
})

test('a cancelled incident has no metrics, and nobody but its command cancels it', async () => {
  const { ref } = await declared()
  expect((await refusal(jonas, ref, { type: 'cancel', reason })).code).toBe('forbidden')
  const { incident } = await execute(ines, ref, { type: 'cancel', reason })
  expect(incident).toMatchObject({
    status: 'cancelled',
    metrics: { responseSeconds: null, timeInSeverity: [] },
  })
  expect((await refusal(ines, ref, { type: 'log', kind: 'note', text: 'x' })).message).toContain('cancelled')
})

test('a merge writes both logs in one moment, under one command', async () => {
  const [source, target] = [await declared(), await declared({ topic: 'Database' })]
  const key = uuidv7()
  const merge = { type: 'merge_into', target: target.ref.toLowerCase(), reason }
  expect((await refusal(jonas, source.ref, merge)).code).toBe('forbidden')
  const { incident, text } = await execute(ines, source.ref, merge, { key })
  expect(incident).toMatchObject({ status: 'merged', mergedInto: { id: target.id, ref: target.ref } })
  expect(await row(source.ref)).toMatchObject({ status: 'merged', merged_into: target.id })
  const other = await getLog(target.ref)
  expect(other.incident.merged).toEqual([{ id: source.id, ref: source.ref, topic: source.topic }])
  expect(other.entries.at(-1)).toMatchObject({
    type: 'merged_from',
    commandId: key,
    sentence: `Ines Okafor merged ${source.ref} into this incident`,
  })
  // The same request again, also without its key: one effect.
  expect((await execute(ines, source.ref, merge, { key })).text).toBe(text)
  expect((await execute(ines, source.ref, merge)).entries).toEqual([])
  expect((await getIncident(target.ref)).seq).toBe(other.incident.seq)
})

test('both logs are announced when they are committed', async () => {
  const [source, target] = [await declared(), await declared()]
  const client = new pg.Client({ connectionString: kit.url })
  const heard: (string | undefined)[] = []
  client.on('notification', ({ payload }) => heard.push(payload))
  await client.connect()
  try {
    await client.query('listen sitrep')
    await execute(ines, source.ref, { type: 'merge_into', target: target.ref })
    await expect
      .poll(() => heard, { interval: 5, timeout: 20_000 })
      .toEqual([
        `${source.id}:${source.seq + 2}:${source.ref}`,
        `${target.id}:${target.seq + 1}:${target.ref}`,
      ])
  } finally {
    await client.end()
  }
})

test('two merges crosswise at once: no deadlock, one wins, the other is told', async () => {
  for (let round = 0; round < 15; round++) {
    const [a, b] = [await declared(), await declared()]
    const outcomes = await Promise.allSettled([
      execute(ines, a.ref, { type: 'merge_into', target: b.ref }),
      execute(ines, b.ref, { type: 'merge_into', target: a.ref }),
    ])
    const [won, lost] = outcomes[0].status === 'fulfilled' ? [a, b] : [b, a]
    const refused = outcomes.find((outcome) => outcome.status === 'rejected')
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(refused?.reason).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(`${won.ref} was merged into ${lost.ref}`),
    })
    expect((await getIncident(lost.ref)).status).toBe('investigating')
  }
})

test('no log goes back in time, also when another one is further on', async () => {
  const at = (time: string): ExecuteOptions => ({ clock: () => `2026-05-14T${time}.000Z` })
  const [source, target] = [await declared({}, at('12:00:00')), await declared({}, at('12:30:00'))]
  const merge = { type: 'merge_into', target: target.ref, occurredAt: '2026-05-14T12:10:00Z' }
  await execute(ines, source.ref, merge, at('12:20:00'))
  for (const { ref } of [source, target]) {
    expect((await getLog(ref)).entries.at(-1)).toMatchObject({
      occurredAt: '2026-05-14T12:10:00.000Z',
      recordedAt: '2026-05-14T12:30:00.000Z',
    })
  }
})

test('a chain is refused and names where it leads', async () => {
  const [a, b, c] = [await declared(), await declared(), await declared()]
  await execute(ines, b.ref, { type: 'merge_into', target: a.ref })
  const error = await refusal(ines, c.ref, { type: 'merge_into', target: b.ref })
  expect(error.message).toBe(`${b.ref} was merged into ${a.ref}. Merge ${c.ref} into ${a.ref} instead.`)
  const back = await refusal(ines, a.ref, { type: 'merge_into', target: b.ref })
  expect(back.message).toBe(
    `${b.ref} was merged into ${a.ref}, so they are one already. Name another incident.`,
  )
  expect(error.details).toEqual({ mergedInto: a.ref })
  // What others were merged into can itself be merged.
  await execute(ines, c.ref, { type: 'merge_into', target: a.ref })
  const d = await declared()
  expect((await execute(ines, a.ref, { type: 'merge_into', target: d.ref })).incident.merged).toHaveLength(2)
})

test('a merge into nothing, and a failing one, leave both logs as they were', async () => {
  const [source, drill] = [await declared(), await declared({ kind: 'drill' })]
  expect((await refusal(ines, source.ref, { type: 'merge_into', target: 'INC-9999' })).fields).toHaveProperty(
    'target',
  )
  expect((await refusal(ines, source.ref, { type: 'merge_into', target: drill.ref })).code).toBe('conflict')
  expect((await getIncident(source.ref)).headHash).toBe(source.headHash)
  expect((await getIncident(drill.ref)).headHash).toBe(drill.headHash)
})

test('twenty merges into one incident at once: all of them stand in its log, without a gap', async () => {
  const target = await declared()
  const sources = await Promise.all(Array.from({ length: 20 }, () => declared()))
  await Promise.all(sources.map(({ ref }) => execute(ines, ref, { type: 'merge_into', target: target.ref })))
  const { incident, entries } = await getLog(target.ref)
  expect(new Set(incident.merged.map(({ ref }) => ref))).toEqual(new Set(sources.map(({ ref }) => ref)))
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
})

test('command is taken over from somebody silent; the spans in the side table follow', async () => {
  const at = (time: string): ExecuteOptions => ({ clock: () => `2026-05-14T${time}.000Z` })
  const { ref } = await declared({}, at('12:00:00'))
  const takeOver = { type: 'take_over_command', reason: 'Ines does not answer' }
  expect((await refusal(jonas, ref, takeOver, at('12:14:00'))).details).toMatchObject({
    from: '2026-05-14T12:16:00.000Z',
    allowed: ['nudge_commander'],
  })
  await execute(jonas, ref, { type: 'nudge_commander' }, at('12:14:00'))
  expect((await refusal(jonas, ref, takeOver, at('12:15:59'))).code).toBe('conflict')
  const { incident } = await execute(jonas, ref, takeOver, at('12:16:00'))
  expect(incident.roles.map(({ person, from, until }) => [person.name, from, until])).toEqual([
    ['Ines Okafor', '2026-05-14T12:00:00.000Z', '2026-05-14T12:16:00.000Z'],
    ['Jonas Beck', '2026-05-14T12:16:00.000Z', null],
  ])
  const spans = await kit.sql(
    `select person_id, ended_at is null as active from role_spans where incident_id = $1 order by started_at`,
    [incident.id],
  )
  expect(spans).toEqual([
    { person_id: ines.id, active: false },
    { person_id: jonas.id, active: true },
  ])
})

test('twenty people take over at once: one has command, the others are told who', async () => {
  const at = (time: string): ExecuteOptions => ({ clock: () => `2026-05-14T${time}.000Z` })
  const { ref } = await declared({}, at('12:00:00'))
  await execute(jonas, ref, { type: 'nudge_commander' }, at('12:10:00'))
  const people = await Promise.all(
    Array.from({ length: 20 }, (_, index) => kit.person({ name: `Taker ${index}`, role: 'member' })),
  )
  const outcomes = await Promise.allSettled(
    people.map((person) => execute(person, ref, { type: 'take_over_command', reason }, at('12:30:00'))),
  )
  const winner = people[outcomes.findIndex(({ status }) => status === 'fulfilled')]
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  for (const outcome of outcomes) {
    if (outcome.status === 'rejected') expect(outcome.reason.message).toContain(winner?.name)
  }
})

test('SitRep lets an offer lapse; nobody else gives that command', async () => {
  const at = (time: string): ExecuteOptions => ({ clock: () => `2026-05-14T${time}.000Z` })
  const { ref } = await declared({}, at('12:00:00'))
  const offer = { type: 'offer_command', personId: jonas.id, brief: 'All is in the log.' }
  const { incident } = await execute(ines, ref, offer, at('12:01:00'))
  const lapse = { type: 'lapse_offer', seq: incident.seq }
  expect((await refusal(admin, ref, lapse, at('12:06:00'))).code).toBe('forbidden')
  expect((await refusal(systemActor, ref, lapse, at('12:05:59'))).code).toBe('conflict')
  const { entries } = await execute(systemActor, ref, lapse, at('12:06:01'))
  expect(entries[0]).toMatchObject({ type: 'command_offer_lapsed', occurredAt: '2026-05-14T12:06:00.000Z' })
  expect((await refusal(systemActor, ref, lapse, at('12:07:00'))).code).toBe('conflict')
  const forSystem = { type: 'log', kind: 'note', text: 'x' }
  expect((await refusal(systemActor, ref, forSystem, at('12:07:00'))).code).toBe('forbidden')
})

test('an entry that was written at an older version is kept so, and reads at the newest', async () => {
  const { ref, id } = await declared({ severity: 'SEV3' })
  const { entries } = await getLog(ref)
  const last = entries.at(-1)
  if (last?.type !== 'status_changed') throw new Error('taking command moves to investigating')
  const { hash: _, sentence: __, ...stored } = last
  const payload = { from: 'investigating' as const, to: 'identified' as const, reason: null }
  const old = { ...stored, v: 1, seq: last.seq + 1, commandId: uuidv7(), payload }
  await kit.sql(
    `insert into entries (incident_id, seq, body, command_id, command_part, occurred_at, recorded_at, body_hash, hash)
       values ($1, $2, $3, $4, 0, $5, $6, '', '')`,
    [id, old.seq, bodyOf(old), old.commandId, old.occurredAt, old.recordedAt],
  )
  await kit.sql('update incidents set fold_version = 1 where id = $1', [id])
  expect(await refold()).toBe(1)
  const log = await getLog(ref)
  expect(log.incident.status).toBe('identified')
  expect(log.entries.at(-1)).toMatchObject({ v: 2, payload })
  expect((await verify()).faults).toEqual([])
})

test('every log of this file verifies', async () => {
  const { faults, entries } = await verify()
  expect(faults).toEqual([])
  expect(entries).toBeGreaterThan(200)
})
