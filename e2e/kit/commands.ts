/** Commands as fast-check draws them: right, wrong, late and early ones. For tests alone. */
import * as fc from 'fast-check'
import { roles, severities } from '#lib/incident/incident.ts'

/** Who acts and whom they name: indexes into the people of a test. */
export type Step = {
  actor: number
  person: number
  minutes: number
  input: { type: string } & Record<string, unknown>
}

const word = fc.constantFrom('v847 is rolled back', 'Zoë Wójcik — “lock”', '=1+1', '<b>x</b>', '🔥', ' a ')
const reason = fc.option(word, { nil: undefined })
const answer = fc.oneof(
  word,
  fc.constant({ notYetKnown: true }),
  word.map((text) => ({ text })),
)

const input = fc.oneof(
  fc.constant({ type: 'acknowledge' }),
  fc.record({ type: fc.constant('take_role'), role: fc.constantFrom(...roles) }),
  fc.record({
    type: fc.constant('assign_role'),
    role: fc.constantFrom(...roles),
    personId: fc.constant('person'),
  }),
  fc.record({ type: fc.constant('release_role'), role: fc.constantFrom(...roles) }),
  fc.record({
    type: fc.constant('release_role'),
    role: fc.constantFrom(...roles),
    personId: fc.constant('person'),
  }),
  fc.record({ type: fc.constant('offer_command'), personId: fc.constant('person'), brief: word }),
  fc.constant({ type: 'accept_command' }),
  fc.record({ type: fc.constant('decline_command'), reason }),
  fc.record({ type: fc.constant('set_severity'), severity: fc.constantFrom(...severities), reason }),
  fc.record({
    type: fc.constant('set_status'),
    status: fc.constantFrom('investigating', 'identified', 'monitoring'),
    reason,
    basedOn: fc.option(fc.nat(30), { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('describe_impact'),
    who: answer,
    how: fc.option(answer, { nil: undefined }),
  }),
  fc.record({
    type: fc.constant('describe_impact'),
    startedAt: fc.constantFrom('2026-05-14T11:53:00Z', '2026-05-14T13:00:00Z'),
  }),
  fc.record({ type: fc.constant('state_fact'), fact: fc.constantFrom('cause', 'now'), text: word }),
  fc.record({
    type: fc.constant('add_link'),
    title: word,
    url: fc.constantFrom('https://example.org', 'javascript:alert(1)'),
  }),
  fc.record({
    type: fc.constant('log'),
    kind: fc.constantFrom('note', 'finding', 'decision', 'deploy'),
    text: word,
  }),
  fc.record({
    type: fc.constant('correct_entry'),
    seq: fc.integer({ min: 1, max: 20 }),
    text: word,
    reason: word,
  }),
  fc.record({
    type: fc.constant('resolve'),
    solution: word,
    impact: fc.record({ who: answer, how: answer }),
  }),
  fc.constant({ type: 'close' }),
)

/** A step by one of three people; `minutes` is how far from now it claims to have happened (0: says nothing). */
export const step: fc.Arbitrary<Step> = fc.record({
  actor: fc.nat(2),
  person: fc.nat(2),
  minutes: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -20, max: 6 })),
  input,
})

/** The step as a command's input, at the time `now`, naming the person with this id. */
export function commandOf({ input, minutes }: Step, { now, personId }: { now: string; personId: string }) {
  const occurredAt = new Date(Date.parse(now) + minutes * 60_000).toISOString()
  return {
    ...input,
    ...('personId' in input ? { personId } : {}),
    ...(minutes === 0 ? {} : { occurredAt }),
  }
}
