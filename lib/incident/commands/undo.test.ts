import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'], ['Priya', 'admin'])
const [ines, jonas, priya] = people as [Person, Person, Person] // as many as were cast
type Person = (typeof people)[number]
const at = (time: string) => `2026-05-14T${time}.000Z`
const undo = (seq: number) => ({ type: 'undo_change', seq })

/** 1 reported, 2 role, 3 status by SitRep. */
function declared() {
  const incident = memoryLog(people)
  incident.give(ines, declaration, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  return incident
}

test('a severity raised by mistake goes back, span and all, by whoever raised it', () => {
  const incident = declared()
  incident.give(jonas, { type: 'set_severity', severity: 'SEV1' }, at('12:05:00'))
  incident.give(jonas, undo(4), at('12:06:00'))
  expect(incident.state).toMatchObject({ severity: 'SEV2', severities: [{ severity: 'SEV2', seq: 1 }] })
  expect(incident.state.sources.severity?.seq).toBe(1)
  expect(incident.log.at(-1)).toMatchObject({
    corrects: 4,
    payload: { field: 'severity', from: 'SEV1', to: 'SEV2' },
    sentence: 'Jonas took back SEV1: the severity is SEV2 again',
  })
})

test('a status set by mistake gives its mitigation back, unless that was set by hand since', () => {
  const incident = declared()
  incident.give(ines, { type: 'set_status', status: 'monitoring' }, at('12:05:00'))
  expect(incident.state.milestones.mitigatedAt).toBe(at('12:05:00'))
  incident.give(ines, undo(4), at('12:06:00'))
  expect(incident.state).toMatchObject({ status: 'investigating', milestones: { mitigatedAt: null } })

  incident.give(ines, { type: 'set_status', status: 'monitoring' }, at('12:07:00'))
  const set = { type: 'set_milestone', milestone: 'mitigatedAt', at: at('12:02:00'), reason: 'The deploy' }
  incident.give(ines, set, at('12:08:00'))
  incident.give(ines, undo(6), at('12:09:00'))
  expect(incident.state).toMatchObject({
    status: 'investigating',
    milestones: { mitigatedAt: at('12:02:00') },
  })
})

test('after the latest change the one before can go too; both fields apart', () => {
  const incident = declared()
  incident.give(ines, { type: 'set_status', status: 'identified' }, at('12:05:00')) // 4
  incident.give(jonas, { type: 'set_severity', severity: 'SEV1' }, at('12:06:00')) // 5
  incident.give(ines, { type: 'set_status', status: 'monitoring' }, at('12:07:00')) // 6
  expect(incident.decided(ines, undo(4), at('12:08:00'))).toMatchObject({
    refusal: { message: 'Entry 4 is not the latest change of status: entry 6 is.' },
  })
  for (const seq of [5, 6, 4]) expect(incident.give(ines, undo(seq), at('12:09:00'))).toHaveProperty('drafts')
  expect(incident.state).toMatchObject({ status: 'investigating', severity: 'SEV2' })
})

test.each([
  ['no such entry', 99, ines, 'invalid'],
  ['no change at all', 2, ines, 'conflict'],
  ['what SitRep did itself', 3, priya, 'conflict'],
  ['another person’s change', 4, jonas, 'forbidden'],
])('refused: %s', (_, seq, actor, code) => {
  const incident = declared()
  incident.give(priya, { type: 'set_severity', severity: 'SEV1' }, at('12:05:00'))
  expect(incident.decided(actor, undo(seq), at('12:06:00'))).toMatchObject({ refusal: { code } })
})

test('a change is taken back once, and not before it was made', () => {
  const incident = declared()
  incident.give(jonas, { type: 'set_severity', severity: 'SEV1' }, at('12:05:00'))
  const early = { ...undo(4), occurredAt: at('12:04:00') }
  expect(incident.decided(jonas, early, at('12:06:00'))).toMatchObject({ refusal: { code: 'conflict' } })
  incident.give(jonas, undo(4), at('12:06:00'))
  expect(incident.decided(jonas, undo(4), at('12:07:00'))).toMatchObject({ refusal: { code: 'conflict' } })
})

test('what an end or a reopening did stands', () => {
  const incident = declared()
  incident.give(ines, { type: 'set_status', status: 'identified' }, at('12:05:00')) // 4
  const impact = { who: 'All', how: 'No login' }
  incident.give(ines, { type: 'resolve', solution: 'x', impact }, at('12:10:00')) // 5, 6, 7
  expect(incident.decided(ines, undo(7), at('12:11:00'))).toMatchObject({ refusal: { code: 'conflict' } })
  incident.give(ines, { type: 'reopen', reason: 'Again' }, at('12:20:00')) // 8
  for (const seq of [4, 7, 8]) {
    expect(incident.decided(ines, undo(seq), at('12:21:00'))).toMatchObject({ refusal: { code: 'conflict' } })
  }
})

test('whoever had not seen that it was taken back is told', () => {
  const incident = declared()
  incident.give(jonas, { type: 'set_severity', severity: 'SEV1' }, at('12:05:00'))
  incident.give(jonas, undo(4), at('12:06:00'))
  const lower = { type: 'set_severity', severity: 'SEV3', reason: 'x', basedOn: 4 }
  expect(incident.decided(ines, lower, at('12:07:00'))).toMatchObject({
    refusal: { code: 'conflict', details: { changedIn: 5, yours: 'SEV3', now: 'SEV2' } },
  })
  expect(incident.decided(ines, { ...lower, basedOn: 5 }, at('12:07:00'))).toHaveProperty('drafts')
})

test('the mitigation that would come back may not stand before the impact that was described since', () => {
  const incident = declared()
  const reported = { type: 'set_milestone', milestone: 'mitigatedAt', at: at('11:30:00'), reason: 'x' }
  incident.give(ines, reported, at('12:04:00')) // 4
  incident.give(ines, { type: 'set_status', status: 'identified' }, at('12:05:00')) // 5: takes it back
  incident.give(ines, { type: 'describe_impact', startedAt: at('11:45:00') }, at('12:06:00'))
  expect(incident.decided(ines, undo(5), at('12:07:00'))).toMatchObject({
    refusal: { message: expect.stringContaining('impactStartedAt') },
  })
})
