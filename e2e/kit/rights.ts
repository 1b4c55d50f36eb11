/**
 * Who may give which command (RELIABILITY §4, and the rows added since): the letters are what the answer must be,
 * written by hand and never read from the policy. For tests alone, over HTTP and at the door.
 */
import { declaration } from './declaration.ts'

/** In this order: observer, member, Commander of this incident, admin, a service's token, Commander of another one. */
export const columns = ['observer', 'member', 'commander', 'admin', 'service', 'elsewhere'] as const
export type Column = (typeof columns)[number]

/** What the incident of a row must be before its command is tried; `offered`: command waits for the `commander`. */
type Stage =
  | 'commanded'
  | 'alone'
  | 'offered'
  | 'asked'
  | 'resolved'
  | 'drafted'
  | 'approved'
  | 'sent'
  | 'begun'
  | 'published'

/** How a resolved incident comes to a later stage, command by command. */
const onwards: Partial<Record<Stage, readonly Row['command'][]>> = {
  resolved: [],
  drafted: [{ type: 'draft_report' }],
  approved: [{ type: 'draft_report' }, { type: 'approve_report', version: 1 }],
  sent: [
    { type: 'draft_report' },
    { type: 'approve_report', version: 1 },
    { type: 'send_report', version: 1, to: ['$stakeholder'] },
  ],
  begun: [{ type: 'draft_post_mortem' }],
  published: [{ type: 'draft_post_mortem' }, { type: 'publish_post_mortem', version: 1 }],
}

/** What those outside are told, and an hour until the next word. */
const update = {
  headline: 'The lifts stand still. We are looking into it.',
  text: 'The stairs are open.',
  state: 'looking_into',
  affected: [{ name: 'Lifts', state: 'down' }],
  nextUpdateAt: new Date(Date.now() + 3_600_000).toISOString(),
}

type Row = {
  /** The row of RELIABILITY §4; null: added by the commands that came later. */
  row: string | null
  command: Record<string, unknown> & { type: string }
  /** A letter per column: `+` done, `F` forbidden, `C` the state refuses. */
  letters: string
  stage?: Stage
}

/**
 * `$other` is a person, `$target` a live incident, `$theirs` an entry of the Commander's, `$raised` a raise of the
 * severity by the Commander, `$file` a file that the actor has uploaded, `$stakeholder` one of the directory.
 */
export const rights: readonly Row[] = [
  { row: '7', command: { type: 'log', kind: 'note', text: 'Looked at the queue.' }, letters: 'F+++++' },
  {
    row: '9',
    command: {
      type: 'correct_entry',
      seq: '$theirs',
      text: 'Looked at both queues.',
      reason: 'One was missing.',
    },
    letters: 'FF++FF',
  },
  { row: '11', command: { type: 'redact_entry', seq: '$theirs', reason: 'A password' }, letters: 'FFF+FF' },
  { row: '12a', command: { type: 'set_severity', severity: 'SEV1' }, letters: 'F+++++' },
  {
    row: '12b',
    command: { type: 'set_severity', severity: 'SEV3', reason: 'There is a workaround.' },
    letters: 'FF++FF',
  },
  { row: '13', command: { type: 'set_status', status: 'identified' }, letters: 'FF++FF' },
  { row: '14', command: { type: 'reopen', reason: 'It is back.' }, letters: 'FF++FF', stage: 'resolved' },
  { row: '15', command: { type: 'take_role', role: 'commander' }, letters: 'F+++F+', stage: 'alone' },
  { row: '16', command: { type: 'take_over_command', reason: 'Nobody answers.' }, letters: 'FC++FC' },
  {
    row: '17',
    command: { type: 'offer_command', personId: '$other', brief: 'Rolled back.' },
    letters: 'FF++FF',
  },
  { row: '18', command: { type: 'assign_role', role: 'scribe', personId: '$other' }, letters: 'FF++FF' },
  { row: '20', command: { type: 'acknowledge' }, letters: 'F+++F+' },
  { row: null, command: { type: 'take_role', role: 'responder' }, letters: 'F+++F+' },
  {
    row: null,
    command: { type: 'release_role', role: 'communications', personId: '$other' },
    letters: 'FF++FF',
  },
  { row: null, command: { type: 'describe_impact', who: 'Everybody in the north' }, letters: 'F+++++' },
  { row: null, command: { type: 'state_fact', fact: 'cause', text: 'A full disk' }, letters: 'F+++++' },
  {
    row: null,
    command: { type: 'add_link', title: 'Graph', url: 'https://example.org/graph' },
    letters: 'F+++++',
  },
  { row: null, command: { type: 'set_topic', topic: 'The lift is stuck again' }, letters: 'F+++++' },
  { row: null, command: { type: 'pin_entry', seq: '$theirs' }, letters: 'F+++++' },
  { row: null, command: { type: 'unpin_entry', seq: '$theirs' }, letters: 'F+++++' },
  { row: null, command: { type: 'add_label', kind: 'component', name: 'lift' }, letters: 'F+++++' },
  { row: null, command: { type: 'remove_label', kind: 'component', name: 'lift' }, letters: 'F+++++' },
  {
    row: null,
    command: {
      type: 'set_milestone',
      milestone: 'impactStartedAt',
      at: '2026-01-01T00:00:00Z',
      reason: 'Logs',
    },
    letters: 'FF++FF',
  },
  { row: null, command: { type: 'undo_change', seq: '$raised' }, letters: 'FF++FF' },
  { row: null, command: { type: 'nudge_commander' }, letters: 'F+C+F+' },
  { row: null, command: { type: 'attach_file', fileId: '$file' }, letters: 'F+++++' },
  { row: null, command: { type: 'cancel', reason: 'A test of the alarm' }, letters: 'FF++FF' },
  { row: null, command: { type: 'merge_into', target: '$target' }, letters: 'FF++FF' },
  {
    row: null,
    command: { type: 'resolve', solution: 'Disk cleaned', impact: { who: 'Everybody', how: 'No results' } },
    letters: 'FF++FF',
  },
  { row: null, command: { type: 'draft_report' }, letters: 'F+++++', stage: 'resolved' },
  { row: null, command: { type: 'save_report_version', why: 'Exact' }, letters: 'F+++++', stage: 'drafted' },
  { row: null, command: { type: 'approve_report', version: 1 }, letters: 'FF++FF', stage: 'drafted' },
  {
    row: null,
    command: { type: 'send_report', version: 1, to: ['$stakeholder'] },
    letters: 'FF++FF',
    stage: 'approved',
  },
  { row: null, command: { type: 'close', waive: 'Known' }, letters: 'FF++FF', stage: 'sent' },
  { row: null, command: { type: 'draft_post_mortem' }, letters: 'F+++++', stage: 'resolved' },
  {
    row: null,
    command: { type: 'save_post_mortem_version', why: 'Exact' },
    letters: 'F+++++',
    stage: 'begun',
  },
  { row: null, command: { type: 'assign_post_mortem', ownerId: '$other' }, letters: 'FF++FF' },
  { row: null, command: { type: 'review_post_mortem', version: 1 }, letters: 'F+++++', stage: 'begun' },
  { row: null, command: { type: 'publish_post_mortem', version: 1 }, letters: 'FF++FF', stage: 'begun' },
  {
    row: null,
    command: { type: 'attach_post_mortem', title: 'Wiki', url: 'https://example.org/12' },
    letters: 'FF++FF',
  },
  {
    row: null,
    command: { type: 'send_post_mortem', version: 1, to: ['$stakeholder'] },
    letters: 'FF++FF',
    stage: 'published',
  },
  {
    row: '21',
    command: { type: 'publish_update', title: 'Lifts', ...update },
    letters: 'FF++FF',
  },
  { row: null, command: { type: 'draft_update', title: 'Lifts', ...update }, letters: 'F+++++' },
  { row: null, command: { type: 'approve_update', seq: '$draft' }, letters: 'FF++FF', stage: 'asked' },
  {
    row: null,
    command: { type: 'return_update', seq: '$draft', reason: 'It names the vendor.' },
    letters: 'FF++FF',
    stage: 'asked',
  },
  {
    row: null,
    command: { type: 'share_documents', report: true, postMortem: false },
    letters: 'FF++FF',
    stage: 'sent',
  },
  // Nobody but SitRep itself, whoever asks.
  { row: null, command: { type: 'nudge_update', dueAt: update.nextUpdateAt, minutes: 5 }, letters: 'FFFFFF' },
  { row: null, command: { type: 'note_overdue_update', dueAt: update.nextUpdateAt }, letters: 'FFFFFF' },
  { row: null, command: { type: 'lapse_offer', seq: '$theirs' }, letters: 'FFFFFF' },
  // Command is offered to one person, who alone can answer.
  { row: null, command: { type: 'accept_command' }, letters: 'FC+CFC', stage: 'offered' },
  { row: null, command: { type: 'decline_command' }, letters: 'FC+CFC', stage: 'offered' },
]

/** The command with what `$names` stand for. */
export function filled(command: Row['command'], given: Record<string, unknown>): Row['command'] {
  return Object.fromEntries(
    Object.entries(command).map(([field, value]) => [
      field,
      Array.isArray(value) ? value.map((each) => named(each, given)) : named(value, given),
    ]),
  ) as Row['command'] // the same fields, so `type` is among them
}

function named(value: unknown, given: Record<string, unknown>): unknown {
  return typeof value === 'string' && value in given ? given[value] : value
}

/** Gives a command as somebody, and gives the answer; throws when it is refused. */
export type Give<Who> = (
  who: Who,
  ref: string | null,
  command: Row['command'],
) => Promise<{ entries: { seq: number }[]; incident: { ref: string } }>

/** Everybody that a stage needs: its Commander, somebody else, and the Commander of another incident. */
type Crew<Who> = {
  commander: Who
  other: Who
  elsewhere: Who
  ids: { commander: string; other: string; stakeholder: string }
}

/** Sets the stage of a row; what its `$names` stand for. */
export async function stage<Who>(
  give: Give<Who>,
  { commander, other, elsewhere, ids }: Crew<Who>,
  of: Stage = 'commanded',
): Promise<{ ref: string; given: Record<string, unknown> }> {
  const begin = async (who: Who) => (await give(who, null, declaration)).incident.ref
  const target = await begin(elsewhere)
  await give(elsewhere, target, { type: 'take_role', role: 'commander' })
  const ref = await begin(other)
  const seqOf = async (command: Row['command']) => (await give(commander, ref, command)).entries[0]?.seq ?? 0
  const known = { $other: ids.other, $target: target, $stakeholder: ids.stakeholder }
  if (of === 'alone') return { ref, given: known }
  if (of === 'offered') {
    await give(other, ref, { type: 'take_role', role: 'commander' })
    await give(other, ref, { type: 'offer_command', personId: ids.commander, brief: 'Yours.' })
    return { ref, given: known }
  }
  await give(commander, ref, { type: 'take_role', role: 'commander' })
  await give(commander, ref, { type: 'assign_role', role: 'communications', personId: ids.other })
  await give(commander, ref, { type: 'add_label', kind: 'component', name: 'lift' })
  const theirs = await seqOf({ type: 'log', kind: 'note', text: 'Looked at the queue.' })
  await give(commander, ref, { type: 'set_severity', severity: 'SEV3', reason: 'One lift of six' })
  const raised = await seqOf({ type: 'set_severity', severity: 'SEV2' })
  if (of === 'asked') {
    const $draft = await seqOf({ type: 'draft_update', title: 'Lifts', ...update })
    return { ref, given: { ...known, $theirs: theirs, $raised: raised, $draft } }
  }
  const next = onwards[of]
  if (next) {
    const impact = { who: 'Everybody', how: 'By the stairs' }
    await give(commander, ref, { type: 'resolve', solution: 'Restarted', impact })
    for (const command of next) await give(commander, ref, filled(command, known))
  }
  return { ref, given: { ...known, $theirs: theirs, $raised: raised } }
}
