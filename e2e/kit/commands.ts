/** Commands as fast-check draws them: right, wrong, late and early ones. For tests alone. */
import * as fc from 'fast-check'
import { type Incident, labelKinds, roles, settableMilestones, severities } from '#lib/incident/incident.ts'
import { affectedStates } from '#lib/incident/public-updates.ts'

/** Who acts and whom they name: indexes into the people of a test. */
export type Step = {
  actor: number
  person: number
  minutes: number
  /** How many minutes it comes after the step before it. */
  pause: number
  input: { type: string } & Record<string, unknown>
}

const word = fc.constantFrom('v847 is rolled back', 'Zoë Wójcik — “lock”', '=1+1', '<b>x</b>', '🔥', ' a ')
const reason = fc.option(word, { nil: undefined })
const seq = fc.integer({ min: 1, max: 20 })
const answer = fc.oneof(
  word,
  fc.constant({ notYetKnown: true }),
  word.map((text) => ({ text })),
)

const version = fc.oneof({ weight: 3, arbitrary: fc.constant('newest') }, fc.integer({ min: 1, max: 3 }))
const to = fc.constant(['e1a7c1f0-8d5b-4f6e-9a51-0d6b8f0c2a11'])

/** What becomes of the report and of the post-mortem. */
const documents = fc.oneof(
  fc.record({ type: fc.constantFrom('draft_report', 'draft_post_mortem') }),
  fc.record({ type: fc.constantFrom('save_report_version', 'save_post_mortem_version'), why: word }),
  fc.record({
    type: fc.constantFrom('approve_report', 'review_post_mortem', 'publish_post_mortem'),
    version,
  }),
  fc.record({ type: fc.constantFrom('send_report', 'send_post_mortem'), version, to }),
  fc.record({ type: fc.constant('assign_post_mortem'), meetingAt: fc.constant('2026-05-18T08:00:00.000Z') }),
  fc.record({
    type: fc.constant('attach_post_mortem'),
    title: word,
    url: fc.constant('https://example.org/1'),
  }),
)

const affected = fc.option(
  fc.array(
    fc.record({ name: fc.constantFrom('Checkout', 'Log in'), state: fc.constantFrom(...affectedStates) }),
    {
      maxLength: 3,
    },
  ),
  { nil: undefined },
)
/** What those outside are told; some of it promised for a time that has passed. */
const said = {
  title: fc.option(word, { nil: undefined }),
  headline: word,
  text: word,
  affected,
  basedOn: fc.option(fc.nat(30), { nil: undefined }),
}
const nextUpdateAt = fc.constantFrom('2026-05-14T12:30:00Z', '2026-05-14T13:00:00Z', '2026-05-14T15:00:00Z')
const updates = fc.oneof(
  fc.record({
    type: fc.constantFrom('publish_update', 'draft_update'),
    ...said,
    state: fc.constantFrom('looking_into', 'cause_found', 'fixed_watching'),
    nextUpdateAt,
  }),
  fc.record({
    type: fc.constant('publish_update'),
    ...said,
    state: fc.constant('over'),
    nextUpdateAt: fc.constant(null),
  }),
  fc.record({
    type: fc.constant('approve_update'),
    seq: fc.oneof(seq, fc.constant('drafted')),
    nextUpdateAt,
  }),
  fc.record({ type: fc.constant('return_update'), seq: fc.oneof(seq, fc.constant('drafted')), reason }),
  fc.record({ type: fc.constant('share_documents'), report: fc.boolean(), postMortem: fc.boolean() }),
)

const usual = fc.oneof(
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
  { weight: 3, arbitrary: fc.constant({ type: 'accept_command' }) },
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
    seq,
    text: word,
    reason: word,
  }),
  fc.record({
    type: fc.constant('resolve'),
    solution: word,
    impact: fc.record({ who: answer, how: answer }),
  }),
  fc.record({
    type: fc.constant('set_topic'),
    topic: word,
    basedOn: fc.option(fc.nat(30), { nil: undefined }),
  }),
  fc.record({ type: fc.constant('pin_entry'), seq }),
  fc.record({ type: fc.constant('unpin_entry'), seq: fc.oneof(seq, fc.constant('pinned')) }),
  fc.record({ type: fc.constant('undo_change'), seq: fc.oneof(seq, fc.constant('changed')) }),
  fc.record({
    type: fc.constantFrom('add_label', 'remove_label'),
    kind: fc.constantFrom(...labelKinds),
    name: fc.constantFrom('checkout', 'Checkout', 'DNS'),
  }),
  fc.record({
    type: fc.constant('set_milestone'),
    milestone: fc.constantFrom(...settableMilestones),
    at: fc.oneof(fc.constant(null), fc.integer({ min: -40, max: 6 })),
    reason: word,
  }),
  fc.record({ type: fc.constantFrom('reopen', 'take_over_command'), reason: word }),
  fc.constant({ type: 'nudge_commander' }),
  { weight: 3, arbitrary: updates },
  documents,
)

/** What leaves little to do after it. */
const last = fc.oneof(
  fc.constantFrom({ type: 'close' }, { type: 'close', waive: 'Known', bug: 'https://example.org/bugs/1' }),
  fc.record({ type: fc.constant('cancel'), reason: word }),
  fc.record({ type: fc.constant('merge_into'), target: fc.constant('target'), reason }),
)

const input = fc.oneof({ weight: 25, arbitrary: usual }, { weight: 1, arbitrary: last })

/** A step by one of three people; `minutes` is how far from now it claims to have happened (0: says nothing). */
export const step: fc.Arbitrary<Step> = fc.record({
  actor: fc.nat(2),
  person: fc.nat(2),
  pause: fc.constantFrom(1, 1, 1, 1, 1, 2, 3, 16),
  minutes: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: -20, max: 6 })),
  input,
})

type Around = {
  now: string
  /** Whom the step names. */
  personId: string
  /** The ref of the incident that it is merged into. */
  target: string
  incident: Pick<Incident, 'pins' | 'undo' | 'documents' | 'updates'>
}

/** What happens when it is done, and takes no other time. */
const timeless = new Set(['publish_update', 'draft_update', 'approve_update'])

/** The step as a command's input, at the time `now`. */
export function commandOf({ input, minutes }: Step, { now, personId, target, incident }: Around) {
  const away = (by: number) => new Date(Date.parse(now) + by * 60_000).toISOString()
  return {
    ...input,
    ...('personId' in input ? { personId } : {}),
    ...('target' in input ? { target } : {}),
    ...(input.seq === 'pinned' ? { seq: incident.pins.at(-1)?.seq ?? 1 } : {}),
    ...(input.seq === 'changed' ? { seq: incident.undo.at(-1)?.seq ?? 1 } : {}),
    ...(input.seq === 'drafted' ? { seq: incident.updates.draft?.seq ?? 1 } : {}),
    ...(input.version === 'newest' ? { version: newestOf(input.type, incident) } : {}),
    ...(typeof input.at === 'number' ? { at: away(input.at) } : {}),
    ...(minutes === 0 || timeless.has(input.type) ? {} : { occurredAt: away(minutes) }),
  }
}

function newestOf(type: string, { documents: { report, postMortem } }: Around['incident']): number {
  if (type === 'send_report') return report?.approved?.version ?? 1
  if (type === 'send_post_mortem') return postMortem.published?.version ?? 1
  return (type.endsWith('report') ? report?.saved.version : postMortem.saved?.version) ?? 1
}
