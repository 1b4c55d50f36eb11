import { expect, test } from 'vitest'
import { tapeOf } from '#components/now/tape-input.ts'
import { evolve } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'

const incident: Incident = evolve(null, {
  ...{ seq: 1, v: 1, type: 'incident_reported', commandId: 'c', corrects: null },
  ...{ occurredAt: '2026-05-14T12:00:00.000Z', recordedAt: '2026-05-14T12:00:00.000Z' },
  actor: { kind: 'person', id: 'p', name: 'Ines' },
  payload: {
    ...{ id: 'i', ref: 'INC-1', kind: 'real', topic: 'T', severity: 'SEV1', reported: 'R' },
    ...{ reportedBy: 'M', source: 'S', impact: { who: null, how: null } },
  },
})
const minute = 60_000
const reported = Date.parse('2026-05-14T12:00:00.000Z')

test('it runs from the first thing known to now, its last phase live', () => {
  const tape = tapeOf(incident, [], reported + 30 * minute)
  expect(tape.to).toBe(reported + 30 * minute)
  expect(tape.from).toBeLessThan(reported)
  expect(tape.impact).toBeUndefined()
  expect(tape.phases).toEqual([{ name: 'Reported', from: reported, to: tape.to, live: true }])
  expect(tape.marks).toEqual([{ at: reported, label: 'Reported', key: true }])
})

test('impact lasts until it is mitigated, and until then to now', () => {
  const milestones = { ...incident.milestones, impactStartedAt: '2026-05-14T11:50:00.000Z' }
  const hurting = tapeOf({ ...incident, milestones }, [], reported + 5 * minute)
  expect(hurting.impact).toMatchObject({ from: reported - 10 * minute, to: reported + 5 * minute })
  expect(hurting.from).toBeLessThan(reported - 10 * minute)
  const over = { ...milestones, mitigatedAt: '2026-05-14T12:02:00.000Z' }
  expect(tapeOf({ ...incident, milestones: over }, [], reported + 5 * minute).impact?.to).toBe(
    reported + 2 * minute,
  )
})

test('a moment after the report there is still an axis', () => {
  const tape = tapeOf(incident, [], reported)
  expect(tape.to - tape.from).toBeGreaterThanOrEqual(minute)
})
