import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { finish } from '#e2e/kit/finish.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'
import { measure } from '#lib/incident/clock.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'], ['Priya', 'admin'])
const [ines, jonas, priya] = people as [Person, Person, Person] // as many as were cast
type Person = (typeof people)[number]
type Incident = ReturnType<typeof memoryLog>
const at = (time: string) => `2026-05-14T${time}.000Z`
const resolve = { type: 'resolve', solution: 'Rolled back', impact: { who: 'All', how: 'No login' } }
const reason = 'It came back'

function declared(more: object = {}, ref = 'INC-1', others: Incident[] = []) {
  const incident = memoryLog(
    people,
    others.map(({ state }) => state),
    ref,
  )
  incident.give(ines, { ...declaration, ...more }, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  return incident
}

/** Gives the command, and what the log amounts to then. */
function given(incident: Incident, input: object, now: string) {
  incident.give(ines, input, now)
  return { incident: incident.state }
}

function resolved() {
  const incident = declared()
  incident.give(ines, { type: 'set_status', status: 'monitoring' }, at('12:20:00'))
  incident.give(ines, resolve, at('12:30:00'))
  return incident
}

test('a reopened incident is investigating; its end is open again, and stays in the log', async () => {
  const incident = resolved()
  await finish(
    async (input) => given(incident, input, at('12:40:00')),
    'e1a7c1f0-8d5b-4f6e-9a51-0d6b8f0c2a11',
  )
  incident.give(ines, { type: 'reopen', reason }, at('12:50:00'))
  expect(incident.state).toMatchObject({ status: 'investigating' })
  expect(incident.state.milestones).toMatchObject({ resolvedAt: null, closedAt: null, mitigatedAt: null })
  expect(incident.state.statuses.map(({ status }) => status)).toEqual([
    'reported',
    'investigating',
    'monitoring',
    'resolved',
    'closed',
    'investigating',
  ])
  expect(incident.log.at(-1)).toMatchObject({ sentence: 'Ines reopened the incident', payload: { reason } })
})

test('a reopened incident is resolved and closed again, and the severities fill the whole time', async () => {
  const incident = resolved()
  incident.give(ines, { type: 'reopen', reason }, at('12:50:00'))
  incident.give(jonas, { type: 'set_severity', severity: 'SEV1' }, at('12:55:00'))
  const early = incident.decided(ines, { ...resolve, occurredAt: at('12:45:00') }, at('13:00:00'))
  expect(early).toMatchObject({ refusal: { code: 'conflict' } })
  expect(incident.give(ines, resolve, at('13:00:00'))).toMatchObject({ drafts: [{ type: 'status_changed' }] })
  await finish(
    async (input) => given(incident, input, at('13:05:00')),
    'e1a7c1f0-8d5b-4f6e-9a51-0d6b8f0c2a11',
  )
  expect(incident.state.milestones).toMatchObject({ resolvedAt: at('13:00:00'), closedAt: at('13:05:00') })
  expect(measure(incident.state)).toMatchObject({
    timeToResolveSeconds: 3600,
    timeInSeverity: [
      { severity: 'SEV2', seconds: 55 * 60 },
      { severity: 'SEV1', seconds: 5 * 60 },
    ],
  })
})

test.each([
  ['the 30th day', '2026-06-13T12:30:00.000Z', true],
  ['a millisecond later', '2026-06-13T12:30:00.001Z', false],
])('it can be reopened until the end of %s', (_, now, expected) => {
  const decision = resolved().decided(ines, { type: 'reopen', reason }, now)
  expect('drafts' in decision).toBe(expected)
  if ('refusal' in decision) expect(decision.refusal.message).toContain('2026-06-13T12:30:00.000Z')
})

test('it is not reopened before it ended, not without a reason, and only by command', () => {
  const incident = resolved()
  const early = { type: 'reopen', reason, occurredAt: at('12:29:59') }
  expect(incident.decided(ines, early, at('12:50:00'))).toMatchObject({ refusal: { code: 'conflict' } })
  expect(incident.decided(ines, { type: 'reopen' }, at('12:50:00'))).toMatchObject({
    refusal: { fields: { reason: expect.any(String) } },
  })
  expect(incident.decided(jonas, { type: 'reopen', reason }, at('12:50:00'))).toMatchObject({
    refusal: { code: 'forbidden' },
  })
})

test.each([
  ['live', () => declared(), 'INC-1 is investigating. Only a resolved or closed incident can be reopened.'],
  ['cancelled', () => cancelled(), 'INC-1 is cancelled. Only a resolved or closed incident can be reopened.'],
  [
    'merged',
    () => mergedOne(),
    'INC-1 was merged into INC-2. Only a resolved or closed incident can be reopened.',
  ],
])('a %s incident is not reopened', (_, make, message) => {
  expect(make().decided(priya, { type: 'reopen', reason }, at('13:00:00'))).toMatchObject({
    refusal: { code: 'conflict', message },
  })
})

function cancelled() {
  const incident = declared()
  incident.give(ines, { type: 'cancel', reason: 'A test alert' }, at('12:10:00'))
  return incident
}

function mergedOne() {
  const incident = declared({}, 'INC-1', [declared({}, 'INC-2')])
  incident.give(ines, { type: 'merge_into', target: 'inc-2', reason: 'The same lock' }, at('12:10:00'))
  return incident
}

test('a cancelled incident keeps its record and has no metrics', () => {
  const { state, log } = cancelled()
  expect(state).toMatchObject({ status: 'cancelled', offer: null, milestones: { resolvedAt: null } })
  expect(log.at(-1)?.sentence).toBe('Ines cancelled the incident')
  expect(Object.values(measure(state)).flat()).toEqual([null, null, null, null, null])
})

test.each(['identified', 'monitoring'])('from %s an incident is not cancelled', (status) => {
  const incident = declared()
  incident.give(ines, { type: 'set_status', status }, at('12:05:00'))
  expect(incident.decided(ines, { type: 'cancel', reason }, at('12:10:00'))).toMatchObject({
    refusal: { code: 'conflict', details: { allowed: ['resolve', 'merge_into'] } },
  })
})

test.each([
  [{ type: 'log', kind: 'note', text: 'x' }],
  [{ type: 'set_topic', topic: 'x' }],
  [{ type: 'add_label', kind: 'cause', name: 'x' }],
  [{ type: 'pin_entry', seq: 1 }],
  [{ type: 'set_milestone', milestone: 'detectedAt', at: at('12:00:00'), reason }],
  [{ type: 'set_severity', severity: 'SEV1' }],
  [resolve],
  [{ type: 'close' }],
  [{ type: 'take_over_command', reason }],
])('cancelled and merged are read-only: %o', (input) => {
  for (const incident of [cancelled(), mergedOne()]) {
    const decision = incident.decided(priya, input, at('13:00:00'))
    expect(decision).toMatchObject({ refusal: { code: 'conflict' } })
    expect('refusal' in decision && decision.refusal.message).toMatch(/cancelled|was merged into INC-2/)
  }
})

test('correcting goes on after every end', () => {
  for (const incident of [cancelled(), mergedOne()]) {
    const correct = { type: 'correct_entry', seq: 1, text: 'It was a test', reason: 'typing' }
    expect(incident.decided(ines, correct, at('13:00:00'))).toHaveProperty('drafts')
  }
})

test('a merge is one entry in the other log and two in this', () => {
  const target = declared({ topic: 'Database' }, 'INC-2')
  const incident = declared({}, 'INC-1', [target])
  const decision = incident.decided(ines, { type: 'merge_into', target: 'inc-2', reason }, at('12:10:00'))
  expect(decision).toMatchObject({
    drafts: [
      { type: 'merged_into', payload: { target: { ref: 'INC-2', topic: 'Database' }, reason } },
      { type: 'status_changed', payload: { from: 'investigating', to: 'merged', reason } },
    ],
    also: [
      {
        incidentId: target.state.id,
        drafts: [{ type: 'merged_from', payload: { source: { ref: 'INC-1', topic: 'Login' } } }],
      },
    ],
  })
})

test('the same merge again is nothing new', () => {
  const again = { type: 'merge_into', target: 'INC-2' }
  expect(mergedOne().decided(ines, again, at('12:20:00'))).toEqual({ drafts: [] })
})

const unfit: [string, () => Incident, object, string][] = [
  ['itself', () => declared(), { target: 'INC-1' }, 'An incident cannot be merged into itself.'],
  ['one that is not there', () => declared(), { target: 'INC-9' }, 'There is no incident INC-9.'],
  [
    'a drill',
    () => declared({}, 'INC-1', [declared({ kind: 'drill' }, 'DRILL-1')]),
    { target: 'DRILL-1' },
    'A real incident cannot be merged into a drill.',
  ],
  [
    'a cancelled one',
    () => declared({}, 'INC-1', [{ ...cancelled(), state: { ...cancelled().state, ref: 'INC-3' } }]),
    { target: 'INC-3' },
    'INC-3 is cancelled. An incident can be merged into a live one only.',
  ],
  [
    'a merged one',
    () => declared({}, 'INC-1', [{ ...mergedOne(), state: { ...mergedOne().state, ref: 'INC-3' } }]),
    { target: 'INC-3' },
    'INC-3 was merged into INC-2. Merge INC-1 into INC-2 instead.',
  ],
  [
    'from the end',
    () => resolved(),
    { target: 'INC-2' },
    'INC-1 is resolved. Only a live incident (reported, investigating, identified, monitoring) can change like this; its log can still be corrected.',
  ],
]

test.each(unfit)('not merged: into %s', (_, make, input, message) => {
  expect(make().decided(ines, { type: 'merge_into', ...input }, at('13:00:00'))).toMatchObject({
    refusal: { message },
  })
})
