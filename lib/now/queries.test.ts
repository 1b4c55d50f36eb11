import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { execute } from '#lib/log/execute.ts'
import { type NewDelivery, queueDeliveries } from '#lib/messaging/queue.ts'
import { needsOf } from '#lib/now/model.ts'
import { getNow } from '#lib/now/queries.ts'
import { getReach } from '#lib/share-link/reach/queries.ts'

const kit = await testDatabase()
const ines = await kit.person({ name: 'Ines Okafor', role: 'member' })
const jonas = await kit.person({ name: 'Jonas Beck', role: 'member' })
const vera = await kit.person({ name: 'Vera Brandt', role: 'observer' })
const start = Date.parse('2026-05-14T12:00:00.000Z')
const now = at(60)

test('the dashboard of a place where nothing ever happened', async () => {
  expect(await getNow(ines, now)).toEqual({
    ...{ open: [], marks: [], unclosed: [], recent: [], history: [], lastSev1At: null, isNew: true },
  })
})

test('what is open, what it is made of, and what waits for whom', async () => {
  const drill = await declare('Drill', { severity: 'SEV1', kind: 'drill' }, 0)
  const young = await declare('Young', { severity: 'SEV2' }, 20)
  const lead = await declare('Lead', { severity: 'SEV2' }, 10)
  await give(ines, lead, { type: 'take_role', role: 'commander' }, 11)
  await give(ines, lead, { type: 'log', kind: 'note', text: 'No mark' }, 12)
  await give(ines, lead, { type: 'log', kind: 'deploy', text: 'Live', details: { to: 'v846' } }, 14)
  await give(ines, lead, { type: 'log', kind: 'decision', text: 'Roll back', occurredAt: at(13) }, 15)
  const words = { title: 'Lead', headline: 'We look', text: 'We look.', state: 'looking_into' }
  await give(ines, lead, { type: 'publish_update', ...words, nextUpdateAt: at(59) }, 41)
  await give(ines, lead, { type: 'offer_command', personId: jonas.id, brief: 'All is said.' }, 57)
  const ended = await declare('Ended', { severity: 'SEV1' }, 1)
  await give(ines, ended, { type: 'take_role', role: 'commander' }, 3)
  await give(ines, ended, { type: 'resolve', solution: 'Done', impact: { who: 'All', how: 'Fully' } }, 9)

  // Cancelled and merged count nowhere.
  const cancelled = await declare('Cancelled', { severity: 'SEV1' }, 30)
  await give(ines, cancelled, { type: 'take_role', role: 'commander' }, 31)
  await give(ines, cancelled, { type: 'cancel', reason: 'A test alert' }, 32)
  const merged = await declare('Merged', { severity: 'SEV1' }, 33)
  await give(ines, merged, { type: 'take_role', role: 'commander' }, 34)
  await give(ines, merged, { type: 'merge_into', target: young }, 35)

  const shown = await getNow(ines, now)
  const none = { due: 0, kept: 0, worstSecondsLate: null }
  // The first word of a SEV2 is due after 30 minutes, and came after 31.
  const late = { due: 1, kept: 0, worstSecondsLate: 60 }
  // That of a SEV1 after five, and it never came.
  const never = { due: 1, kept: 0, worstSecondsLate: null }
  expect(shown.open.map((incident) => incident.topic)).toEqual(['Lead', 'Young', 'Drill'])
  expect(shown.open[0]).toMatchObject({
    ref: lead,
    lastEntryAt: at(57),
    headHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(shown.marks.map(({ payload, occurredAt }) => [payload.kind, occurredAt])).toEqual([
    ['decision', at(13)],
    ['deploy', at(14)],
  ])
  expect(shown.unclosed.map((incident) => incident.ref)).toEqual([ended])
  expect(shown.recent.map((incident) => incident.ref)).toEqual([ended])
  expect(shown.lastSev1At).toBe(at(1))
  expect(shown.isNew).toBe(false)
  // Newest first, the drill left out.
  expect(shown.history).toEqual([
    { severity: 'SEV2', reportedAt: at(20), responseSeconds: null, resolveSeconds: null, promises: none },
    { severity: 'SEV2', reportedAt: at(10), responseSeconds: 60, resolveSeconds: null, promises: late },
    { severity: 'SEV1', reportedAt: at(1), responseSeconds: 120, resolveSeconds: 480, promises: never },
  ])

  const needs = (actor: Actor, moment = now) =>
    getNow(actor, moment).then((page) =>
      needsOf(actor, page, moment).map(({ kind, incident }) => [kind, incident.ref]),
    )
  expect(await needs(ines)).toEqual([
    ['unanswered', young],
    ['unanswered', drill],
    // Reported a while ago, and those outside have heard nothing.
    ['update', lead],
    ['blank_impact', lead],
    ['close', ended],
  ])
  expect(await needs(jonas)).toEqual([
    ['offer', lead],
    ['unanswered', young],
    ['unanswered', drill],
  ])
  // The offer has lapsed; and after four hours of command it is time to hand over.
  expect(await needs(jonas, at(63))).toEqual([
    ['unanswered', young],
    ['unanswered', drill],
  ])
  await give(jonas, lead, { type: 'decline_command' }, 58)
  expect(await needs(ines, at(11 + 240))).toContainEqual(['long_command', lead])
  expect(await needs(vera)).toEqual([])
})

test('an open SEV2 without a Commander waits for everybody, a SEV3 for those who are on it', async () => {
  const two = await declare('Two', { severity: 'SEV2' }, 30)
  const three = await declare('Three', { severity: 'SEV3' }, 30)
  for (const ref of [two, three]) await give(ines, ref, { type: 'acknowledge' }, 31)
  const vacant = async (actor: Actor) =>
    needsOf(actor, await getNow(actor, now), now).flatMap(({ kind, incident }) =>
      kind === 'no_commander' ? [incident.ref] : [],
    )
  expect(await vacant(ines)).toEqual([two, three])
  expect(await vacant(jonas)).toEqual([two])
  // Who answered it is asked to take command of it before what others may answer as well.
  const [first] = needsOf(ines, await getNow(ines, now), now)
  expect([first?.kind, first?.incident.ref]).toEqual(['no_commander', two])
})

test('a word that is due waits for whoever communicates, a draft for the Commander', async () => {
  const ref = await declare('Told', { severity: 'SEV1' }, 40)
  await give(ines, ref, { type: 'take_role', role: 'commander' }, 41)
  await give(ines, ref, { type: 'assign_role', role: 'communications', personId: jonas.id }, 41)
  const words = {
    title: 'Login',
    headline: 'We are looking into it.',
    text: 'More soon.',
    state: 'looking_into',
  }
  await give(jonas, ref, { type: 'draft_update', ...words, nextUpdateAt: at(60) }, 42)
  const waiting = async (actor: Actor, moment: string) =>
    needsOf(actor, await getNow(actor, moment), moment).flatMap((need) =>
      need.incident.ref === ref && need.kind.startsWith('update') ? [need] : [],
    )
  expect(await waiting(ines, at(42))).toMatchObject([
    { kind: 'update_draft', from: jonas.name, headline: 'We are looking into it.' },
  ])
  expect(await waiting(jonas, at(42))).toMatchObject([{ kind: 'update', dueAt: at(45), isLate: false }])
  expect(await waiting(jonas, at(46))).toMatchObject([{ kind: 'update', isLate: true }])
  const { seq } = (await getNow(ines, now)).open.find((incident) => incident.ref === ref)?.updates.draft ?? {
    seq: 0,
  }
  await give(ines, ref, { type: 'approve_update', seq }, 43)
  // The next word has time; and nothing waits any more.
  expect(await waiting(ines, at(43))).toEqual([])
  expect(await waiting(jonas, at(54))).toEqual([])
  expect(await waiting(jonas, at(55))).toMatchObject([{ kind: 'update', dueAt: at(60), isLate: false }])
  // Resolved, it still owes the last word, and that is whoever communicates; the close is the Commander's.
  await give(ines, ref, { type: 'resolve', solution: 'Done', impact: { who: 'All', how: 'Fully' } }, 56)
  expect(await waiting(jonas, at(61))).toMatchObject([{ kind: 'update', isLate: true }])
  expect(needsOf(jonas, await getNow(jonas, at(61)), at(61)).some(({ kind }) => kind === 'close')).toBe(false)
})

test('the draft of an update waits for admins while nobody commands, but not for whoever wrote it', async () => {
  const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
  const priya = await kit.person({ name: 'Priya Raman', role: 'admin' })
  const ref = await declare('Unled', { severity: 'SEV2' }, 40)
  const words = { title: 'Login', headline: 'It fails.', text: 'More soon.', state: 'looking_into' }
  await give(priya, ref, { type: 'draft_update', ...words, nextUpdateAt: at(60) }, 42)
  const readers = async () => {
    const names: string[] = []
    for (const one of [ines, noor, priya]) {
      const needs = needsOf(one, await getNow(one, at(43)), at(43))
      if (needs.some(({ kind }) => kind === 'update_draft')) names.push(one.name)
    }
    return names
  }
  expect(await readers()).toEqual(['Noor Haddad'])
  await give(ines, ref, { type: 'take_role', role: 'commander' }, 43)
  expect(await readers()).toEqual(['Ines Okafor'])
})

test('an update that did not reach everybody waits for its Commander and for whoever communicates', async () => {
  const ref = await declare('Lost', { severity: 'SEV3' }, 40)
  await give(ines, ref, { type: 'take_role', role: 'commander' }, 41)
  await give(ines, ref, { type: 'assign_role', role: 'communications', personId: jonas.id }, 41)
  const words = { title: 'Login', headline: 'We look.', text: 'More soon.', state: 'looking_into' }
  await give(jonas, ref, { type: 'publish_update', ...words, nextUpdateAt: at(600) }, 42)
  const told = async (actor: Actor) =>
    needsOf(actor, await getNow(actor, at(43)), at(43)).flatMap((need) =>
      need.kind === 'lost_update' && need.incident.ref === ref ? [need] : [],
    )
  const incident = (await getNow(ines, now)).open.find((one) => one.ref === ref)
  const seq = incident?.updates.last?.seq ?? 0
  const mail = async (to: string, of = seq) => {
    const id = randomUUID()
    const delivery: NewDelivery = {
      ...{ id, incidentId: incident?.id ?? '', seq: of, source: { kind: 'public_update' }, dedupeKey: id },
      recipient: { id: to, name: to, address: `${to}@example.org` },
    }
    await withTransaction((tx) => queueDeliveries(tx, [delivery], { now: at(42) }))
    return id
  }
  const set = (id: string, state: string, tried: string | null) =>
    kit.sql('update deliveries set state = $2, first_tried_at = $3 where id = $1', [id, state, tried])
  const [ada, bea] = [await mail('ada'), await mail('bea')]
  await set(await mail('cem'), 'delivered', at(42))
  // Never tried: the address was known to be silent. And what an earlier entry had to say is over.
  await set(await mail('eve'), 'failed', null)
  await set(await mail('ada', seq - 1), 'failed', at(42))
  expect(await told(ines)).toEqual([])
  await set(ada, 'failed', at(42))
  await set(bea, 'bounced', at(42))
  expect(await told(ines)).toMatchObject([{ count: 2, seq }])
  expect(await told(jonas)).toMatchObject([{ count: 2 }])
  expect(await getReach(ines, ref, at(43))).toMatchObject({ lost: 2 })
  // Sent again, it is on its way.
  await mail('ada')
  expect(await told(jonas)).toMatchObject([{ count: 1 }])
  expect(await told(vera)).toEqual([])
})

async function declare(topic: string, more: Record<string, unknown>, minute: number): Promise<string> {
  const words = { topic, reported: topic, reportedBy: 'Mara', source: 'Phone call' }
  const input = { type: 'declare_incident', ...words, ...more }
  const { incident } = await execute(ines, null, input, { clock: () => at(minute) })
  return incident.ref
}

async function give(
  actor: Actor,
  ref: string,
  input: Record<string, unknown>,
  minute: number,
): Promise<void> {
  await execute(actor, ref, input, { clock: () => at(minute) })
}

function at(minute: number): string {
  return new Date(start + minute * 60_000).toISOString()
}
