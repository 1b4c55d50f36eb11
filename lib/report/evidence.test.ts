import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Draft, Entry } from '#lib/incident/entries/table.ts'
import { settableMilestones } from '#lib/incident/incident.ts'
import { blanked, changedWays, without } from './ablate.ts'
import { composeReport } from './compose.ts'
import { ines, jonas, type Line, loginStory, priya, sourceOf, tomasz, writeLog } from './fixture.ts'
import type { Report } from './model.ts'

const people = [ines, jonas, priya, tomasz].map(({ id, name }) => ({ id, name }))
const person = fc.constantFrom(...people)
const text = fc.constantFrom('One', 'Two', 'Three', 'TBD', '')
const role = fc.constantFrom('commander', 'communications', 'responder', 'scribe')
const status = fc.constantFrom(
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'closed',
  'cancelled',
  'merged',
)
const severity = fc.constantFrom('SEV1', 'SEV2', 'SEV3')
const answer = fc.oneof(
  text.map((words) => ({ text: words })),
  fc.constant({ notYetKnown: true } as const),
)
const other = fc.constantFrom({ id: '0191', ref: 'INC-9', topic: 'Cannot pay' })
const two = fc.record({ from: person, to: person })

/** What reaches into every time of the course: logs with these take longer to try. */
const farReaching: fc.Arbitrary<Omit<Draft, 'occurredAt'>> = fc.oneof(
  fc.record({
    type: fc.constant('milestone_set'),
    payload: fc.record({
      milestone: fc.constantFrom(...settableMilestones),
      from: fc.constant(null),
      to: fc.option(fc.integer({ min: -30, max: 60 }).map(minute), { nil: null }),
      reason: text,
    }),
  }),
  fc.record({
    type: fc.constant('change_undone'),
    corrects: fc.integer({ min: 1, max: 20 }),
    payload: fc.oneof(
      fc.record({ field: fc.constant('severity'), from: severity, to: severity }),
      fc.record({ field: fc.constant('status'), from: status, to: status }),
    ),
  }),
) as fc.Arbitrary<Omit<Draft, 'occurredAt'>> // as below

/** Any log, also ones that no door would let in: what a report says must rest on what it cites even then. */
const draft: fc.Arbitrary<Omit<Draft, 'occurredAt'>> = fc.oneof(
  fc.constant({ type: 'acknowledged', payload: {} } as const),
  fc.record({ type: fc.constant('role_taken'), payload: fc.record({ role }) }),
  fc.record({ type: fc.constant('role_assigned'), payload: fc.record({ role, person }) }),
  fc.record({ type: fc.constant('role_released'), payload: fc.record({ role, person }) }),
  fc.record({ type: fc.constant('command_accepted'), payload: two }),
  fc.record({
    type: fc.constant('command_taken_over'),
    payload: fc.record({ from: person, to: person, reason: text }),
  }),
  fc.record({ type: fc.constant('merged_from'), payload: fc.record({ source: other }) }),
  fc.record({
    type: fc.constant('merged_into'),
    payload: fc.record({ target: other, reason: fc.constant(null) }),
  }),
  fc.record({
    type: fc.constant('severity_changed'),
    payload: fc.record({ from: severity, to: severity, reason: fc.constant(null) }),
  }),
  fc.record({
    type: fc.constant('status_changed'),
    payload: fc.record({ from: status, to: status, reason: fc.constant(null) }),
  }),
  fc.record({
    type: fc.constant('impact_described'),
    payload: fc.record({ who: answer, how: answer }, { requiredKeys: [] }),
  }),
  fc.record({
    type: fc.constant('impact_described'),
    payload: fc.record({ startedAt: fc.integer({ min: -30, max: 5 }).map(minute) }),
  }),
  fc.record({
    type: fc.constant('fact_stated'),
    payload: fc.record({ fact: fc.constantFrom('cause', 'now'), text }),
  }),
  fc.record({ type: fc.constant('solution_stated'), payload: fc.record({ solution: text }) }),
  fc.record({
    type: fc.constant('logged'),
    payload: fc.record({
      kind: fc.constant('decision'),
      text,
      details: fc.record({ rejected: text }, { requiredKeys: [] }),
    }),
  }),
  fc.record({
    type: fc.constant('logged'),
    payload: fc.record({ kind: fc.constantFrom('note', 'finding', 'configuration'), text }),
  }),
  fc.record({
    type: fc.constant('entry_corrected'),
    corrects: fc.integer({ min: 1, max: 20 }),
    payload: fc.record({
      field: fc.constantFrom('text', 'reported', 'cause', 'now', 'solution'),
      text,
      reason: fc.constantFrom('Because', 'Again'),
    }),
  }),
) as fc.Arbitrary<Omit<Draft, 'occurredAt'>> // each branch pairs a type with its own payload

/** A log of at most `longest` entries after the report. */
function logOf(one: fc.Arbitrary<Omit<Draft, 'occurredAt'>>, longest: number): fc.Arbitrary<Entry[]> {
  const line = fc.record({
    by: fc.constantFrom(ines, jonas, priya, tomasz),
    draft: one,
    minutes: fc.integer({ min: 0, max: 40 }),
  })
  return fc.array(line, { minLength: 1, maxLength: longest }).map((lines) => {
    const [first] = loginStory()
    const rest = untilSideExit(lines).map(
      ({ by, draft, minutes }): Line => ({ by, draft: { ...draft, occurredAt: minute(minutes) } as Draft }),
    )
    return writeLog(first ? [first, ...rest] : rest)
  })
}

/** What was cancelled or merged moves no further: without that, an answer would rest on what never happens. */
function untilSideExit<One extends { draft: Omit<Draft, 'occurredAt'> }>(lines: One[]): One[] {
  const isMove = ({ draft }: One) => draft.type === 'status_changed' || draft.type === 'change_undone'
  const exit = lines.findIndex(({ draft }) => {
    return (
      draft.type === 'status_changed' &&
      ['cancelled', 'merged'].includes((draft as Draft & { type: 'status_changed' }).payload.to)
    )
  })
  return lines.filter((line, index) => exit === -1 || index <= exit || !isMove(line))
}

const withFarReaching = fc.oneof({ weight: 3, arbitrary: draft }, { weight: 1, arbitrary: farReaching })
const log = fc.oneof(
  { weight: 3, arbitrary: logOf(draft, 20) },
  { weight: 1, arbitrary: logOf(withFarReaching, 8) },
)

test('an answer changes only with entries that it cites, whatever the log', async () => {
  await expectSound((entries, seq) => without(entries, seq))
}, 60_000)

test('an answer changes only with the words of entries that it cites, whatever the log', async () => {
  await expectSound((entries, seq) => blanked(entries, seq))
}, 60_000)

test('an answer changes only with what is said in entries that it cites, before or after, whatever the log', async () => {
  const property = fc.property(log, fc.nat(), (entries, place) => {
    const seq = 1 + (place % entries.length)
    const whole = composeReport(sourceOf(entries))
    for (const other of changedWays(entries, seq)) {
      const after = composeReport(sourceOf(other))
      for (const number of changed(whole, after)) {
        expect([...cited(whole, number), ...cited(after, number)]).toContain(seq)
      }
    }
  })
  await fc.assert(property, { numRuns: 120 })
}, 60_000)

function cited(report: Report, number: number): number[] {
  return report.answers[number - 1]?.evidence.map(({ seq }) => seq) ?? []
}

async function expectSound(change: (entries: readonly Entry[], seq: number) => Entry[]): Promise<void> {
  const property = fc.property(log, (entries) => {
    const whole = composeReport(sourceOf(entries))
    for (const { seq } of entries.slice(1)) {
      for (const number of changed(whole, composeReport(sourceOf(change(entries, seq))))) {
        expect(whole.answers[number - 1]?.evidence.map((one) => one.seq)).toContain(seq)
      }
    }
  })
  await fc.assert(property, { numRuns: 150 })
}

function changed(before: Report, after: Report): number[] {
  return before.answers
    .filter((one, index) => JSON.stringify(one.blocks) !== JSON.stringify(after.answers[index]?.blocks))
    .map(({ number }) => number)
}

function minute(value: number): string {
  return new Date(Date.parse('2026-05-14T12:02:11.000Z') + value * 60_000).toISOString()
}
