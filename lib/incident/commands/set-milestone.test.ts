import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'
import { measure } from '#lib/incident/clock.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'])
const [ines, jonas] = people as [Person, Person] // as many as were cast
type Person = (typeof people)[number]
const at = (time: string) => `2026-05-14T${time}.000Z`
const set = (milestone: string, time: string | null) => ({
  type: 'set_milestone',
  milestone,
  at: time && at(time),
  reason: 'As the monitor says',
})

/** Reported 12:00, command 12:01, SEV1 12:10, monitoring 12:20, resolved 12:30. */
function resolved() {
  const incident = memoryLog(people)
  incident.give(ines, declaration, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  incident.give(ines, { type: 'set_severity', severity: 'SEV1' }, at('12:10:00'))
  incident.give(ines, { type: 'set_status', status: 'monitoring' }, at('12:20:00'))
  const impact = { who: 'All', how: 'No login' }
  incident.give(ines, { type: 'resolve', solution: 'x', impact }, at('12:30:00'))
  return incident
}

test.each([
  ['impactStartedAt', '11:50:00'],
  ['detectedAt', '11:55:00'],
  ['reportedAt', '11:58:00'],
  ['notifiedAt', '12:00:30'],
  ['acknowledgedAt', '12:00:40'],
  ['mobilisedAt', '12:03:00'],
  ['mitigatedAt', '12:15:00'],
  ['resolvedAt', '12:25:00'],
] as const)('%s is set, and its entry is its source', (milestone, time) => {
  const incident = resolved()
  const from = incident.state.milestones[milestone]
  expect(incident.give(ines, set(milestone, time), at('12:40:00'))).toHaveProperty('drafts')
  expect(incident.state.milestones[milestone]).toBe(at(time))
  expect(incident.state.sources[milestone]).toEqual({ seq: incident.state.seq, at: at('12:40:00') })
  expect(incident.log.at(-1)).toMatchObject({ payload: { milestone, from, to: at(time) } })
  expect(incident.decided(ines, set(milestone, time), at('12:41:00'))).toEqual({ drafts: [] })
})

test.each([
  [
    'impactStartedAt',
    '12:00:30',
    'impactStartedAt (2026-05-14T12:00:30.000Z)',
    'reportedAt (2026-05-14T12:00:00.000Z)',
  ],
  [
    'acknowledgedAt',
    '11:59:00',
    'reportedAt (2026-05-14T12:00:00.000Z)',
    'acknowledgedAt (2026-05-14T11:59:00.000Z)',
  ],
  [
    'acknowledgedAt',
    '12:31:00',
    'acknowledgedAt (2026-05-14T12:31:00.000Z)',
    'resolvedAt (2026-05-14T12:30:00.000Z)',
  ],
  [
    'mitigatedAt',
    '12:31:00',
    'mitigatedAt (2026-05-14T12:31:00.000Z)',
    'resolvedAt (2026-05-14T12:30:00.000Z)',
  ],
  [
    'mobilisedAt',
    '11:59:00',
    'reportedAt (2026-05-14T12:00:00.000Z)',
    'mobilisedAt (2026-05-14T11:59:00.000Z)',
  ],
  ['reportedAt', '12:00:30', 'reportedAt (2026-05-14T12:00:30.000Z)', null],
  ['reportedAt', '12:01:30', 'reportedAt (2026-05-14T12:01:30.000Z)', '2026-05-14T12:01:00.000Z'],
  [
    'resolvedAt',
    '12:15:00',
    'mitigatedAt (2026-05-14T12:20:00.000Z)',
    'resolvedAt (2026-05-14T12:15:00.000Z)',
  ],
])('%s at %s: both fields and both values are named', (milestone, time, one, other) => {
  const decision = resolved().decided(ines, set(milestone, time), at('12:40:00'))
  if (other === null) return expect(decision).toHaveProperty('drafts')
  expect(decision).toMatchObject({ refusal: { code: 'conflict' } })
  const message = 'refusal' in decision ? decision.refusal.message : ''
  expect(message).toContain(one)
  expect(message).toContain(other)
})

test('the end does not move before the last change of severity, nor of status', () => {
  const incident = resolved()
  incident.give(ines, set('mitigatedAt', null), at('12:40:00'))
  const decision = incident.decided(ines, set('resolvedAt', '12:15:00'), at('12:41:00'))
  expect(decision).toMatchObject({
    refusal: { message: expect.stringContaining('the last change of status') },
  })
})

test('the report and the resolution move their spans, so that the severities still fill the time', () => {
  const incident = resolved()
  incident.give(ines, set('reportedAt', '11:50:00'), at('12:40:00'))
  incident.give(ines, set('resolvedAt', '12:26:00'), at('12:41:00'))
  expect(measure(incident.state)).toMatchObject({
    responseSeconds: 11 * 60,
    timeToResolveSeconds: 36 * 60,
    timeInSeverity: [
      { severity: 'SEV2', seconds: 20 * 60 },
      { severity: 'SEV1', seconds: 16 * 60 },
    ],
  })
  expect(incident.state.statuses.map(({ from }) => from)).toEqual([
    at('11:50:00'),
    at('12:01:00'),
    at('12:20:00'),
    at('12:26:00'),
  ])
})

test.each(['impactStartedAt', 'detectedAt', 'notifiedAt', 'mobilisedAt', 'mitigatedAt'])(
  '%s may be marked as unknown',
  (milestone) => {
    const incident = resolved()
    incident.give(ines, set(milestone, '12:00:00'), at('12:40:00'))
    incident.give(ines, set(milestone, '11:59:00'), at('12:41:00'))
    incident.give(ines, set(milestone, null), at('12:42:00'))
    expect(incident.state.milestones).toMatchObject({ [milestone]: null })
  },
)

test.each(['reportedAt', 'acknowledgedAt', 'resolvedAt'])('%s may not', (milestone) => {
  expect(resolved().decided(ines, set(milestone, null), at('12:40:00'))).toMatchObject({
    refusal: { code: 'invalid', fields: { at: expect.any(String) } },
  })
})

test('an incident that is not over has no resolution to set', () => {
  const incident = memoryLog(people)
  incident.give(ines, declaration, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  expect(incident.decided(ines, set('resolvedAt', '12:05:00'), at('12:40:00'))).toMatchObject({
    refusal: { details: { allowed: ['resolve'] } },
  })
})

test('refused: by a member without command, far ahead of the clock, what is not settable, what was not seen', () => {
  const incident = resolved()
  const detected = set('detectedAt', '11:55:00')
  expect(incident.decided(jonas, detected, at('12:40:00'))).toMatchObject({ refusal: { code: 'forbidden' } })
  expect(incident.decided(ines, set('detectedAt', '12:46:00'), at('12:40:00'))).toMatchObject({
    refusal: { code: 'invalid', fields: { at: expect.any(String) } },
  })
  expect(incident.decided(ines, set('closedAt', '12:35:00'), at('12:40:00'))).toMatchObject({
    refusal: { fields: { milestone: expect.any(String) } },
  })
  incident.give(ines, detected, at('12:40:00'))
  const stale = { ...set('detectedAt', '11:54:00'), basedOn: 5 }
  expect(incident.decided(ines, stale, at('12:41:00'))).toMatchObject({
    refusal: { details: { yours: at('11:54:00'), now: at('11:55:00') } },
  })
})

test('going on to another status takes a mitigation back, however it was set', () => {
  const incident = memoryLog(people)
  incident.give(ines, declaration, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  incident.give(ines, set('mitigatedAt', '12:02:00'), at('12:03:00'))
  incident.give(ines, { type: 'set_status', status: 'monitoring' }, at('12:04:00'))
  expect(incident.state.milestones.mitigatedAt).toBe(at('12:02:00'))
  const back = { type: 'set_status', status: 'investigating', reason: 'It did not hold' }
  incident.give(ines, back, at('12:05:00'))
  expect(incident.state.milestones.mitigatedAt).toBeNull()
})
