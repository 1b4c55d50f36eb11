import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'
import { redactEntry } from '#lib/incident/entries/redact.ts'
import { fold } from '#lib/incident/entries/table.ts'
import { systemActor } from '#lib/incident/policy.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'], ['Priya', 'admin'], ['Tomasz', 'member'])
const [ines, jonas, priya, tomasz] = people as [Person, Person, Person, Person] // as many as were cast
type Person = (typeof people)[number]
const at = (time: string) => `2026-05-14T${time}.000Z`

const words = {
  title: 'Customers cannot log in',
  headline: 'Logins fail. We are looking into it.',
  text: 'Whoever is signed in can go on.',
  state: 'looking_into',
  affected: [{ name: 'Log in', state: 'down' }],
}
const publish = (next: string | null, more: object = {}) => ({
  type: 'publish_update',
  ...words,
  nextUpdateAt: next && at(next),
  ...more,
})
const over = publish(null, { state: 'over', headline: 'Logins work.', text: 'It is over.', affected: [] })
const resolve = { type: 'resolve', solution: 'Reversed', impact: { who: 'Customers', how: 'No log in' } }

/** Declared at 12:00; Ines commands, Jonas communicates. */
function begun(severity = 'SEV1') {
  const incident = memoryLog(people)
  incident.give(priya, { ...declaration, severity }, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  incident.give(ines, { type: 'assign_role', role: 'communications', personId: jonas.id }, at('12:01:30'))
  return incident
}

const overdue = (dueAt: string) => ({ type: 'note_overdue_update', dueAt: at(dueAt) })
const nudge = (dueAt: string, minutes: number) => ({ type: 'nudge_update', dueAt: at(dueAt), minutes })

test.each([
  ['SEV1', '12:05:00'],
  ['SEV2', '12:30:00'],
  ['SEV3', null],
])('%s owes the first update by %s', (severity, due) => {
  const { promise } = begun(severity).state.updates
  expect(promise).toEqual(due && { kind: 'first', dueAt: at(due), seq: 1, missed: null, nudged: [] })
})

test('a raise brings the first update forward, never back; lowering gives back what there was', () => {
  const incident = begun('SEV2')
  incident.give(tomasz, { type: 'set_severity', severity: 'SEV1' }, at('12:10:00'))
  expect(incident.state.updates.promise?.dueAt).toBe(at('12:15:00'))
  incident.give(ines, { type: 'set_severity', severity: 'SEV2', reason: 'Fewer' }, at('12:11:00'))
  expect(incident.state.updates.promise?.dueAt).toBe(at('12:40:00'))
  const late = begun('SEV2')
  late.give(tomasz, { type: 'set_severity', severity: 'SEV1' }, at('12:28:00'))
  expect(late.state.updates.promise?.dueAt).toBe(at('12:30:00'))
  late.give(ines, { type: 'set_severity', severity: 'SEV3', reason: 'A slow page' }, at('12:29:00'))
  expect(late.state.updates.promise).toBeNull()
})

test('an update keeps its promise and makes the next one', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:05:00'))
  const { updates, sources } = incident.state
  expect(updates).toMatchObject({
    published: 1,
    last: { number: 1, headline: words.headline, at: at('12:05:00'), by: { name: 'Jonas' } },
    promise: { kind: 'next', dueAt: at('12:25:00'), seq: incident.state.seq },
    tally: { due: 1, kept: 1, worstSecondsLate: null },
  })
  expect(sources.update?.seq).toBe(incident.state.seq)
  expect(incident.log.at(-1)?.payload).toMatchObject({
    number: 1,
    promisedAt: at('12:05:00'),
    corrects: null,
  })
  incident.give(ines, publish('12:45:00', { title: undefined }), at('12:25:01'))
  expect(incident.state.updates).toMatchObject({
    last: { number: 2, title: words.title },
    tally: { due: 2, kept: 1, worstSecondsLate: 1 },
  })
})

test('a missed promise is an entry, counts once, and the worst delay is remembered', () => {
  const incident = begun()
  expect(incident.decided(systemActor, overdue('12:05:00'), at('12:05:00'))).toMatchObject({
    refusal: { code: 'conflict' },
  })
  incident.give(systemActor, overdue('12:05:00'), at('12:05:01'))
  expect(incident.log.at(-1)).toMatchObject({ type: 'update_overdue', payload: { kind: 'first' } })
  expect(incident.state.updates.tally).toEqual({ due: 1, kept: 0, worstSecondsLate: null })
  expect(incident.decided(systemActor, overdue('12:05:00'), at('12:06:00'))).toEqual({ drafts: [] })
  incident.give(jonas, publish('12:25:00'), at('12:17:00'))
  expect(incident.state.updates.tally).toEqual({ due: 1, kept: 0, worstSecondsLate: 720 })
  // The timer of the promise before finds nothing.
  expect(incident.decided(systemActor, overdue('12:05:00'), at('12:18:00'))).toMatchObject({
    refusal: { code: 'conflict' },
  })
})

test('a late update is preceded by the note that its promise was missed, unless that stands there already', () => {
  const incident = begun()
  const { type: _, ...said } = publish('12:25:00')
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:04:00'))
  // No job has run: the worker was down.
  incident.give(ines, { type: 'approve_update', seq: incident.state.seq }, at('12:08:00'))
  const approved = incident.log.slice(-2)
  expect(approved.map(({ type, actor, occurredAt }) => [type, actor.name, occurredAt])).toEqual([
    ['update_overdue', 'SitRep', at('12:08:00')],
    ['update_published', 'Ines', at('12:08:00')],
  ])
  expect(approved[0]).toMatchObject({
    sentence: 'The first update was due by 2026-05-14 12:05 UTC and has not gone out',
    payload: { dueAt: at('12:05:00'), kind: 'first' },
  })
  expect(incident.state.updates.tally).toEqual({ due: 1, kept: 0, worstSecondsLate: 180 })
  incident.give(jonas, publish('12:45:00'), '2026-05-14T12:25:00.001Z')
  expect(incident.log.slice(-2)).toMatchObject([
    { type: 'update_overdue', payload: { dueAt: at('12:25:00'), kind: 'next' } },
    { type: 'update_published', payload: { number: 2, promisedAt: at('12:25:00') } },
  ])
  expect(incident.state.updates).toMatchObject({
    promise: { dueAt: at('12:45:00'), seq: incident.state.seq, missed: null },
    tally: { due: 2, kept: 0, worstSecondsLate: 180 },
  })
  incident.give(systemActor, overdue('12:45:00'), at('12:45:01'))
  incident.give(jonas, over, at('12:46:00'))
  expect(incident.log.filter(({ type }) => type === 'update_overdue')).toHaveLength(3)
  expect(incident.state.updates).toMatchObject({ promise: null, tally: { due: 3, kept: 0 } })
})

test.each([
  ['lowered', { type: 'set_severity', severity: 'SEV3', reason: 'A slow page' }],
  ['cancelled', { type: 'cancel', reason: 'A false alarm' }],
  ['resolved', resolve],
])('%s after its time, the first promise is noted as missed before it goes', (_, command) => {
  const noted = begun()
  noted.give(systemActor, overdue('12:05:00'), at('12:05:01'))
  noted.give(ines, command, at('12:06:00'))
  // No job has run: the worker was down.
  const late = begun()
  late.give(ines, command, at('12:06:00'))
  expect(late.log.map(({ type }) => type)).toEqual(noted.log.map(({ type }) => type))
  expect(late.log.find(({ type }) => type === 'update_overdue')).toMatchObject({
    actor: { name: 'SitRep' },
    payload: { dueAt: at('12:05:00'), kind: 'first' },
  })
  expect(late.state.updates).toEqual(noted.state.updates)
  expect(late.state.updates.tally.due).toBe(1)
  // In time nothing is noted, and what changes nothing else notes nothing.
  const inTime = begun()
  inTime.give(ines, command, at('12:05:00'))
  expect(inTime.log.some(({ type }) => type === 'update_overdue')).toBe(false)
  const other = begun()
  other.give(tomasz, { type: 'log', kind: 'note', text: 'The proxy restarts.' }, at('12:06:00'))
  expect(other.log.at(-1)?.type).toBe('logged')
})

test('what comes at the promised instant is kept, and no note says otherwise', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:05:00'))
  incident.give(jonas, publish('12:45:00'), at('12:25:00'))
  expect(incident.log.some(({ type }) => type === 'update_overdue')).toBe(false)
  expect(incident.state.updates.tally).toEqual({ due: 2, kept: 2, worstSecondsLate: null })
})

test('whoever communicates is asked at five minutes and at one, once each; without them the Commander', () => {
  const incident = begun('SEV2')
  expect(incident.decided(systemActor, nudge('12:30:00', 5), at('12:24:59'))).toMatchObject({
    refusal: { code: 'conflict' },
  })
  incident.give(systemActor, nudge('12:30:00', 5), at('12:25:00'))
  expect(incident.log.at(-1)?.sentence).toBe('Reminded Jonas that an update is due by 2026-05-14 12:30 UTC')
  expect(incident.decided(systemActor, nudge('12:30:00', 5), at('12:26:00'))).toEqual({ drafts: [] })
  incident.give(jonas, { type: 'release_role', role: 'communications' }, at('12:27:00'))
  incident.give(systemActor, nudge('12:30:00', 1), at('12:29:00'))
  expect(incident.log.at(-1)?.sentence).toBe('Reminded Ines that an update is due by 2026-05-14 12:30 UTC')
  expect(incident.state.updates.promise?.nudged).toEqual([5, 1])
  expect(incident.decided(systemActor, nudge('12:30:00', 1), at('12:30:00'))).toMatchObject({ drafts: [] })
  const alone = memoryLog(people)
  alone.give(priya, { ...declaration, severity: 'SEV2' }, at('12:00:00'))
  expect(alone.decided(systemActor, nudge('12:30:00', 1), at('12:29:30'))).toMatchObject({
    refusal: { message: expect.stringContaining('nobody to ask') },
  })
})

test.each([
  [5, '12:24:59.999', false],
  [5, '12:25:00.000', true],
  [5, '12:28:59.999', true],
  // From then on it is the other one's turn.
  [5, '12:29:00.000', false],
  [1, '12:28:59.999', false],
  [1, '12:29:00.000', true],
  [1, '12:29:59.999', true],
  [1, '12:30:00.000', false],
])('asked %i minutes before 12:30 at %s: %s', (minutes, time, isAsked) => {
  const decided = begun('SEV2').decided(systemActor, nudge('12:30:00', minutes), `2026-05-14T${time}Z`)
  expect(decided).toMatchObject(
    isAsked ? { drafts: [{ type: 'update_nudged' }] } : { refusal: { code: 'conflict' } },
  )
})

test.each([
  ['without a title at first', { title: undefined }, 'title', '12:10:00'],
  ['without a next update', { nextUpdateAt: null }, 'nextUpdateAt', '12:10:00'],
  ['with a promise that has passed', { nextUpdateAt: at('12:10:00') }, 'nextUpdateAt', '12:10:00'],
  ['with a promise too far', { nextUpdateAt: '2026-05-21T12:10:00.001Z' }, 'nextUpdateAt', '12:10:00'],
  ['over, with a promise', { state: 'over' }, 'nextUpdateAt', '12:10:00'],
  ['with a time of its own', { occurredAt: at('12:04:00') }, 'occurredAt', '12:10:00'],
  [
    'with one thing twice',
    { affected: [...words.affected, { name: 'Log in', state: 'recovered' }] },
    'affected',
    '12:10:00',
  ],
  ['that puts no update right', { corrects: 1 }, 'corrects', '12:10:00'],
  ['that puts a missing entry right', { corrects: 99 }, 'seq', '12:10:00'],
])('refused: an update %s', (_, change, field, now) => {
  const decided = begun().decided(jonas, { ...publish('12:25:00'), ...change }, at(now))
  expect(decided).toMatchObject({ refusal: { fields: { [field]: expect.any(String) } } })
})

test('an update is put right by a new one, which says which', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:04:00'))
  const { seq } = incident.state
  incident.give(
    jonas,
    publish('12:25:00', { headline: 'Logins and orders fail.', corrects: seq }),
    at('12:06:00'),
  )
  expect(incident.log.at(-1)?.payload).toMatchObject({ number: 2, corrects: { seq, number: 1 } })
})

test('of two who write at once the second sees both', () => {
  const incident = begun()
  const basedOn = incident.state.seq
  incident.give(jonas, publish('12:25:00', { basedOn }), at('12:04:00'))
  const second = publish('12:30:00', { basedOn, headline: 'Nobody can log in.' })
  expect(incident.decided(ines, second, at('12:04:05'))).toMatchObject({
    refusal: {
      code: 'conflict',
      details: { field: 'update', yours: 'Nobody can log in.', now: words.headline },
    },
  })
})

test('a draft waits for the Commander, who publishes it under its author’s name', () => {
  const incident = begun()
  const { type: _, ...said } = publish('12:25:00')
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:02:00'))
  const { seq } = incident.state
  expect(incident.state.updates).toMatchObject({ published: 0, draft: { seq, by: { name: 'Tomasz' } } })
  expect(incident.decided(jonas, { type: 'approve_update', seq }, at('12:03:00'))).toMatchObject({
    refusal: { code: 'forbidden' },
  })
  incident.give(ines, { type: 'approve_update', seq }, at('12:03:00'))
  expect(incident.state.updates).toMatchObject({ published: 1, draft: null, last: { by: { name: 'Ines' } } })
  expect(incident.log.at(-1)?.sentence).toBe('Ines published update 1, written by Tomasz: looking into it')
  expect(incident.decided(ines, { type: 'approve_update', seq }, at('12:04:00'))).toMatchObject({
    refusal: { code: 'conflict' },
  })
})

test('a draft whose promise has passed is published with a new one', () => {
  const incident = begun()
  const { type: _, ...said } = publish('12:10:00')
  incident.give(jonas, { type: 'draft_update', ...said }, at('12:02:00'))
  const { seq } = incident.state
  const approve = { type: 'approve_update', seq }
  expect(incident.decided(ines, approve, at('12:11:00'))).toMatchObject({
    refusal: { fields: { nextUpdateAt: expect.any(String) } },
  })
  incident.give(ines, { ...approve, nextUpdateAt: at('12:30:00') }, at('12:11:00'))
  expect(incident.state.updates.promise?.dueAt).toBe(at('12:30:00'))
})

test('a draft goes back with a reason, or is taken back by its author', () => {
  const incident = begun()
  const { type: _, ...said } = publish('12:10:00')
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:02:00'))
  const back = { type: 'return_update', seq: incident.state.seq }
  expect(incident.decided(jonas, back, at('12:03:00'))).toMatchObject({ refusal: { code: 'forbidden' } })
  expect(incident.decided(ines, back, at('12:03:00'))).toMatchObject({
    refusal: { fields: { reason: expect.any(String) } },
  })
  incident.give(ines, { ...back, reason: 'It names the vendor' }, at('12:03:00'))
  expect(incident.state.updates.draft).toBeNull()
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:04:00'))
  incident.give(tomasz, { ...back, seq: incident.state.seq }, at('12:05:00'))
  expect(incident.state.updates.draft).toBeNull()
})

test('a draft that was redacted waits for nobody', () => {
  const incident = begun()
  const { type: _, ...said } = publish('12:25:00')
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:02:00'))
  const { seq } = incident.state
  expect(fold(incident.log)?.updates.draft).toMatchObject({ seq })
  const redacted = incident.log.map((entry) => (entry.seq === seq ? redactEntry(entry) : entry))
  expect(fold(redacted)?.updates.draft).toBeNull()
})

test('a correction that was drafted names what it corrects once it is out', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:04:00'))
  const corrected = { seq: incident.state.seq, number: 1 }
  const { type: _, ...said } = publish('12:25:00', { corrects: corrected.seq, headline: 'Some logins fail.' })
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:06:00'))
  expect(incident.state.updates.draft?.corrects).toEqual(corrected)
  incident.give(ines, { type: 'approve_update', seq: incident.state.seq }, at('12:07:00'))
  expect(incident.log.at(-1)).toMatchObject({ type: 'update_published', payload: { corrects: corrected } })
})

test('the end of the incident: who was promised a word still gets one, who heard nothing waits no more', () => {
  const silent = begun()
  silent.give(ines, resolve, at('12:04:00'))
  expect(silent.state.updates.promise).toBeNull()
  const told = begun()
  told.give(jonas, publish('12:25:00'), at('12:04:00'))
  told.give(ines, resolve, at('12:10:00'))
  expect(told.state.updates.promise?.dueAt).toBe(at('12:25:00'))
  told.give(jonas, over, at('12:12:00'))
  expect(told.state.updates).toMatchObject({ promise: null, tally: { due: 2, kept: 2 } })
  told.give(ines, { type: 'reopen', reason: 'It is back' }, at('12:40:00'))
  expect(told.state.updates.promise).toMatchObject({ kind: 'first', dueAt: at('12:45:00') })
})

test('after a side exit nothing is promised, drafted or published any more', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:04:00'))
  const { type: _, ...said } = publish('12:30:00')
  incident.give(tomasz, { type: 'draft_update', ...said }, at('12:05:00'))
  incident.give(ines, { type: 'cancel', reason: 'A test of ours' }, at('12:06:00'))
  expect(incident.state.updates).toMatchObject({ promise: null, draft: null, published: 1 })
  expect(incident.decided(jonas, over, at('12:07:00'))).toMatchObject({
    refusal: { message: expect.stringContaining('read-only') },
  })
})

test('a raise that is taken back leaves the promise as it was; once somebody heard, it stays', () => {
  const incident = begun('SEV2')
  const before = incident.state.updates.promise
  incident.give(ines, { type: 'set_severity', severity: 'SEV1' }, at('12:10:00'))
  incident.give(ines, { type: 'undo_change', seq: incident.state.seq }, at('12:11:00'))
  expect(incident.state.updates.promise).toEqual(before)
  incident.give(ines, { type: 'set_severity', severity: 'SEV1' }, at('12:12:00'))
  const raised = incident.state.seq
  incident.give(jonas, publish('12:35:00'), at('12:13:00'))
  incident.give(ines, { type: 'undo_change', seq: raised }, at('12:14:00'))
  expect(incident.state.updates.promise).toMatchObject({ kind: 'next', dueAt: at('12:35:00') })
})

test('documents are shown outside once they went out', () => {
  const incident = begun()
  const share = { type: 'share_documents', report: true, postMortem: false }
  expect(incident.decided(ines, share, at('12:10:00'))).toMatchObject({
    refusal: { fields: { report: expect.any(String) } },
  })
  expect(incident.decided(ines, { ...share, report: false }, at('12:10:00'))).toEqual({ drafts: [] })
})

test('a correction that promises the same again keeps nothing, and the promise goes on', () => {
  const incident = begun()
  incident.give(jonas, publish('12:25:00'), at('12:04:00'))
  const { seq } = incident.state
  incident.give(systemActor, nudge('12:25:00', 5), at('12:20:00'))
  incident.give(jonas, publish('12:25:00', { corrects: seq, headline: 'Some logins fail.' }), at('12:21:00'))
  expect(incident.log.at(-1)?.payload).toMatchObject({ promisedAt: null })
  expect(incident.state.updates).toMatchObject({
    tally: { due: 1, kept: 1 },
    promise: { dueAt: at('12:25:00'), seq, nudged: [5] },
  })
  incident.give(systemActor, overdue('12:25:00'), at('12:25:01'))
  expect(incident.state.updates.tally).toEqual({ due: 2, kept: 1, worstSecondsLate: null })
})

test('a reopening keeps a word that was promised sooner', () => {
  const incident = begun('SEV2')
  incident.give(jonas, publish('12:30:00'), at('12:04:00'))
  incident.give(ines, resolve, at('12:10:00'))
  incident.give(ines, { type: 'reopen', reason: 'It is back' }, at('12:12:00'))
  expect(incident.state.updates.promise).toMatchObject({ kind: 'next', dueAt: at('12:30:00') })
})
