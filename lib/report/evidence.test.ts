import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Draft, Entry } from '#lib/incident/entries/table.ts'
import { blanked, without } from './ablate.ts'
import { composeReport } from './compose.ts'
import { ines, jonas, type Line, loginStory, priya, sourceOf, tomasz, writeLog } from './fixture.ts'
import type { Report } from './model.ts'

const people = [ines, jonas, priya, tomasz].map(({ id, name }) => ({ id, name }))
const person = fc.constantFrom(...people)
const text = fc.constantFrom('One', 'Two', 'Three', 'TBD', '')
const role = fc.constantFrom('commander', 'communications', 'responder', 'scribe')
const status = fc.constantFrom('investigating', 'identified', 'monitoring', 'resolved', 'closed')
const severity = fc.constantFrom('SEV1', 'SEV2', 'SEV3')
const answer = fc.oneof(
  text.map((words) => ({ text: words })),
  fc.constant({ notYetKnown: true } as const),
)
const two = fc.record({ from: person, to: person })

/** Any log, also ones that no door would let in: what a report says must rest on what it cites even then. */
const draft: fc.Arbitrary<Omit<Draft, 'occurredAt'>> = fc.oneof(
  fc.constant({ type: 'acknowledged', payload: {} } as const),
  fc.record({ type: fc.constant('role_taken'), payload: fc.record({ role }) }),
  fc.record({ type: fc.constant('role_assigned'), payload: fc.record({ role, person }) }),
  fc.record({ type: fc.constant('role_released'), payload: fc.record({ role, person }) }),
  fc.record({ type: fc.constant('command_accepted'), payload: two }),
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

const log = fc
  .array(
    fc.record({
      by: fc.constantFrom(ines, jonas, priya, tomasz),
      draft,
      minutes: fc.integer({ min: 0, max: 40 }),
    }),
    {
      minLength: 1,
      maxLength: 20,
    },
  )
  .map((drafts): Entry[] => {
    const [first] = loginStory()
    const rest = drafts.map(
      ({ by, draft: one, minutes }): Line => ({
        by,
        draft: { ...one, occurredAt: minute(minutes) } as Draft,
      }),
    )
    return writeLog(first ? [first, ...rest] : rest)
  })

test('an answer changes only with entries that it cites, whatever the log', async () => {
  await expectSound((entries, seq) => without(entries, seq))
})

test('an answer changes only with the words of entries that it cites, whatever the log', async () => {
  await expectSound((entries, seq) => blanked(entries, seq))
})

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
