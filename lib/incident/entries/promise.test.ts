import { expect, test } from 'vitest'
import {
  at,
  begun,
  ines,
  jonas,
  nudge,
  over,
  overdue,
  people,
  priya,
  publish,
  reopen,
  resolve,
  set,
  tomasz,
} from '#e2e/kit/begun.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { memoryLog } from '#e2e/kit/memory-log.ts'
import { jobsOf } from '#lib/incident/jobs.ts'
import { systemActor } from '#lib/incident/policy.ts'

test.each([
  ['SEV1', '12:05:00'],
  ['SEV2', '12:30:00'],
  ['SEV3', null],
])('%s owes the first update by %s', (severity, due) => {
  const { promise } = begun(severity).state.updates
  const so = { kind: 'first', restsOn: 'severity', seq: 1, missed: null, nudged: [] }
  expect(promise).toEqual(due && { ...so, dueAt: at(due) })
})

test('a raise brings the first update forward, never back; lowering gives back what there was', () => {
  const incident = begun('SEV2')
  incident.give(tomasz, { type: 'set_severity', severity: 'SEV1' }, at('12:10:00'))
  expect(incident.state.updates.promise?.dueAt).toBe(at('12:15:00'))
  incident.give(ines, { type: 'set_severity', severity: 'SEV2', reason: 'Fewer' }, at('12:11:00'))
  expect(incident.state.updates.promise?.dueAt).toBe(at('12:30:00'))
  const late = begun('SEV2')
  late.give(tomasz, { type: 'set_severity', severity: 'SEV1' }, at('12:28:00'))
  expect(late.state.updates.promise?.dueAt).toBe(at('12:30:00'))
  late.give(ines, { type: 'set_severity', severity: 'SEV2', reason: 'Fewer' }, at('12:28:30'))
  expect(late.state.updates.promise?.dueAt).toBe(at('12:30:00'))
  late.give(ines, { type: 'set_severity', severity: 'SEV3', reason: 'A slow page' }, at('12:29:00'))
  expect(late.state.updates.promise).toBeNull()
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
  expect(told.state.updates.promise).toMatchObject({
    ...{ kind: 'next', restsOn: 'severity', dueAt: at('12:45:00'), seq: told.state.seq },
  })
  // Who was told that it came back is told the end as well.
  told.give(ines, resolve, at('12:42:00'))
  expect(told.state.updates.promise?.dueAt).toBe(at('12:45:00'))
})

test('each severity counts from when it was first known to be as grave, and has been since', () => {
  const incident = begun('SEV3')
  const due = (severity: string, time: string) => {
    incident.give(ines, set(severity), at(time))
    return incident.state.updates.promise?.dueAt ?? null
  }
  expect(due('SEV2', '12:10:00')).toBe(at('12:40:00'))
  expect(due('SEV1', '12:20:00')).toBe(at('12:25:00'))
  expect(due('SEV2', '12:21:00')).toBe(at('12:40:00'))
  expect(due('SEV3', '12:22:00')).toBeNull()
  expect(due('SEV2', '12:23:00')).toBe(at('12:53:00'))
  // What was known at once counts from the report.
  const grave = begun('SEV1')
  grave.give(ines, set('SEV2'), at('12:03:00'))
  expect(grave.state.updates.promise).toMatchObject({ dueAt: at('12:30:00'), seq: 1 })
  // Its timers were never set: they are now.
  const entry = grave.log.at(-1)
  if (!entry) throw new Error('The change is the last entry')
  expect(jobsOf(entry, grave.state)).toContainEqual({
    ...{ task: 'note_overdue_update', at: at('12:30:01') },
    data: { ref: grave.state.ref, dueAt: at('12:30:00') },
  })
})

test('after a reopening the severity counts anew, whatever was said before, and a raise brings the word forward', () => {
  const incident = begun('SEV3')
  incident.give(jonas, over, at('12:05:00'))
  incident.give(ines, resolve, at('12:06:00'))
  incident.give(ines, reopen, at('13:00:00'))
  expect(incident.state.updates.promise).toBeNull()
  incident.give(ines, set('SEV2'), at('13:02:00'))
  expect(incident.state.updates.promise).toMatchObject({ kind: 'next', dueAt: at('13:32:00') })
  incident.give(ines, set('SEV1'), at('13:04:00'))
  expect(incident.state.updates.promise?.dueAt).toBe(at('13:09:00'))
  incident.give(systemActor, overdue('13:09:00'), at('13:09:01'))
  expect(incident.log.at(-1)?.sentence).toBe('The update promised by 2026-05-14 13:09 UTC has not gone out')
  incident.give(jonas, publish('13:30:00'), at('13:10:00'))
  incident.give(ines, set('SEV3'), at('13:11:00'))
  expect(incident.state.updates.promise).toMatchObject({ restsOn: 'update', dueAt: at('13:30:00') })
})

test('a raise from before the end, taken back after a reopening, leaves what the reopening promised to the severity', () => {
  const silent = begun('SEV2')
  silent.give(ines, set('SEV1'), at('12:03:00'))
  const raise = silent.state.seq
  silent.give(ines, resolve, at('12:04:00'))
  silent.give(ines, reopen, at('13:00:00'))
  expect(silent.state.updates.promise?.dueAt).toBe(at('13:05:00'))
  silent.give(ines, { type: 'undo_change', seq: raise }, at('13:02:00'))
  expect(silent.state).toMatchObject({ severity: 'SEV2' })
  expect(silent.state.updates.promise).toMatchObject({ kind: 'first', dueAt: at('13:30:00') })
  const told = begun('SEV2')
  told.give(jonas, over, at('12:05:00'))
  told.give(ines, set('SEV1'), at('12:10:00'))
  const later = told.state.seq
  told.give(ines, resolve, at('12:14:00'))
  told.give(ines, reopen, at('13:00:00'))
  told.give(ines, { type: 'undo_change', seq: later }, at('13:02:00'))
  expect(told.state.updates.promise).toMatchObject({ kind: 'next', dueAt: at('13:30:00') })
})

test('what was asked for stays asked for when a raise is taken back', () => {
  const incident = begun('SEV2')
  incident.give(systemActor, nudge('12:30:00', 5), at('12:25:00'))
  const before = incident.state.updates.promise
  expect(before?.nudged).toEqual([5])
  incident.give(ines, set('SEV3'), at('12:25:30'))
  incident.give(ines, { type: 'undo_change', seq: incident.state.seq }, at('12:26:00'))
  expect(incident.state.updates.promise).toEqual(before)
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

test('what a slip alone had promised goes with it, missed or not; what was missed otherwise stays missed', () => {
  const undo = (seq: number) => ({ type: 'undo_change', seq })
  const incident = begun('SEV2')
  const before = incident.state.updates.promise
  incident.give(tomasz, set('SEV1'), at('12:10:00'))
  const slip = incident.state.seq
  incident.give(systemActor, overdue('12:15:00'), at('12:15:01'))
  // The same, when no job has run: the worker was down.
  const late = begun('SEV2')
  late.give(tomasz, set('SEV1'), at('12:10:00'))
  for (const one of [incident, late]) {
    one.give(tomasz, undo(slip), at('12:16:00'))
    expect(one.state.updates).toMatchObject({ promise: before, tally: { due: 1, kept: 0 } })
    const entry = one.log.at(-1)
    if (!entry) throw new Error('The undoing is the last entry')
    expect(jobsOf(entry, one.state)).toContainEqual({
      ...{ task: 'note_overdue_update', at: at('12:30:01') },
      data: { ref: one.state.ref, dueAt: at('12:30:00') },
    })
  }
  // Lowered on purpose.
  const lowered = begun()
  lowered.give(systemActor, overdue('12:05:00'), at('12:05:01'))
  lowered.give(ines, set('SEV2'), at('12:06:00'))
  const missed = lowered.state.updates.promise
  expect(missed).toMatchObject({ dueAt: at('12:05:00'), missed: expect.any(Number) })
  // What was missed before the slip was missed without it.
  lowered.give(ines, set('SEV1'), at('12:07:00'))
  lowered.give(ines, undo(lowered.state.seq), at('12:08:00'))
  expect(lowered.state.updates.promise).toEqual(missed)
  // Nor did a raise that changed no time make the one that was missed.
  const same = begun('SEV2')
  same.give(ines, set('SEV1'), at('12:28:00'))
  const raise = same.state.seq
  same.give(systemActor, overdue('12:30:00'), at('12:30:01'))
  same.give(ines, undo(raise), at('12:31:00'))
  expect(same.state.updates.promise).toMatchObject({ dueAt: at('12:30:00'), missed: raise + 1 })
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
