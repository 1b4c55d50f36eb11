/** What the reference says of each command; its fields come from the command's own row. */
import { type CommandType, commandTable } from '#lib/incident/commands/table.ts'
import { type JsonSchema, jsonSchemaOf, withField, withWords } from './json-schema.ts'

type CommandWords = {
  summary: string
  who: string
  /** A body that the command takes, without its type. */
  example: Record<string, unknown>
}

const member = 'Members and admins'
const person = 'Members and admins, in person: no service token'
const command = 'The Incident Commander or an admin'
const updates = 'The Communications Lead, the Incident Commander or an admin'
const report = 'Whoever commands or commanded last, or an admin'
const someone = '0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70'

export const commandWords: Record<CommandType, CommandWords> = {
  declare_incident: {
    summary: 'Begins an incident. Sent to /api/v1/incidents, where the type may be left out.',
    who: member,
    example: {
      topic: 'Customers cannot log in',
      severity: 'SEV1',
      reported: 'Three customers in a row cannot log in. The page spins.',
      reportedBy: 'Mara Lindqvist, Support',
      source: 'Phone',
    },
  },
  acknowledge: { summary: 'Says that you have seen it.', who: person, example: {} },
  take_role: {
    summary: 'Takes a vacant role; as commander: takes command.',
    who: person,
    example: { role: 'commander' },
  },
  assign_role: {
    summary: 'Gives somebody a role. Command only while nobody holds it.',
    who: command,
    example: { role: 'scribe', personId: someone },
  },
  release_role: {
    summary: 'Ends a role. Command is released on SEV3 alone; otherwise it is handed over.',
    who: 'Whoever holds it, the Incident Commander or an admin',
    example: { role: 'responder' },
  },
  offer_command: {
    summary: 'Offers command to somebody, with a brief. It lapses after five minutes.',
    who: command,
    example: { personId: someone, brief: 'The rollback is running. Decide next whether to warn customers.' },
  },
  accept_command: {
    summary: 'Accepts the command that is offered.',
    who: 'Whoever it is offered to',
    example: {},
  },
  decline_command: {
    summary: 'Declines it; the Commander stays.',
    who: 'Whoever it is offered to',
    example: { reason: 'I am on the train.' },
  },
  take_over_command: {
    summary: 'Takes command from a Commander who is silent.',
    who: 'Admins at any time; a member when the Commander is silent for 15 minutes and a nudge stands unanswered for two',
    example: { reason: 'No word since 14:20, and the phone is off.' },
  },
  nudge_commander: { summary: 'Asks the Commander for a sign.', who: person, example: {} },
  lapse_offer: {
    summary: 'Ends an offer that nobody answered.',
    who: 'SitRep itself, by a job',
    example: { seq: 12 },
  },
  set_severity: {
    summary: 'Raises or lowers the severity. Lowering needs a reason.',
    who: 'Members raise; the Incident Commander or an admin lowers',
    example: { severity: 'SEV2', reason: 'Only the back office is affected.' },
  },
  set_status: {
    summary: 'Moves the incident on, or back to investigating with a reason.',
    who: command,
    example: { status: 'identified' },
  },
  set_topic: {
    summary: 'Says better what it is about.',
    who: member,
    example: { topic: 'Logins fail for everybody' },
  },
  set_milestone: {
    summary: 'Puts the time of a milestone right; null says that it is unknown.',
    who: command,
    example: { milestone: 'impactStartedAt', at: '2026-05-14T13:53:00+02:00', reason: 'The graph shows it.' },
  },
  undo_change: {
    summary: 'Takes back the latest change of severity or status, as if it had not been.',
    who: 'Its author, the Incident Commander or an admin',
    example: { seq: 9 },
  },
  describe_impact: {
    summary: 'Says who is affected, how, and since when.',
    who: member,
    example: { who: { text: 'All customers who are not signed in' }, how: { notYetKnown: true } },
  },
  state_fact: {
    summary: 'States the cause, or what is true now.',
    who: member,
    example: { fact: 'cause', text: 'A migration holds a lock on accounts.' },
  },
  add_link: {
    summary: 'Adds a link.',
    who: member,
    example: { title: 'Dashboard', url: 'https://grafana.example.org/d/logins' },
  },
  add_label: {
    summary: 'Adds a label: a component, or a cause.',
    who: member,
    example: { kind: 'component', name: 'Accounts' },
  },
  remove_label: {
    summary: 'Removes a label.',
    who: member,
    example: { kind: 'component', name: 'Accounts' },
  },
  log: {
    summary:
      'Writes to the log: a note, a finding, a decision, an action, a deploy, a migration, a configuration change.',
    who: member,
    example: { kind: 'finding', text: 'Connections are at the limit since 13:53.' },
  },
  attach_file: {
    summary: 'Puts an uploaded file into the log. A picture needs words for those who do not see it.',
    who: member,
    example: { fileId: someone, alt: 'Connections in use, rising to 500 at 13:53' },
  },
  correct_entry: {
    summary: 'Corrects words of an entry; both stay in the log.',
    who: 'Whoever wrote them, the Incident Commander or an admin',
    example: {
      seq: 7,
      text: 'Connections are at the limit since 13:52.',
      reason: 'Read off the wrong axis.',
    },
  },
  redact_entry: {
    summary:
      'Takes the words out of an entry for good, such as a pasted password. The chain still holds. Other updates that hold some of its words keep them: `alsoIn` of the entry that is answered names them.',
    who: 'Admins',
    example: { seq: 7, reason: 'It held a password.' },
  },
  pin_entry: { summary: 'Keeps an entry in sight; at most 20.', who: member, example: { seq: 7 } },
  unpin_entry: { summary: 'Lets go of a pinned entry.', who: member, example: { seq: 7 } },
  publish_update: {
    summary:
      'Tells everybody outside who has a link or subscribed; says when the next update comes. Before a late one SitRep notes that its promise was missed.',
    who: updates,
    example: {
      title: 'Customers cannot log in',
      headline: 'Logins fail for some customers. We are looking into it.',
      text: 'Customers who are already signed in are not affected.',
      state: 'looking_into',
      affected: [{ name: 'Log in, web and app', state: 'down' }],
      nextUpdateAt: '2026-05-14T14:30:00+02:00',
    },
  },
  draft_update: {
    summary: 'Writes an update that the Commander is asked to approve. Nothing goes out.',
    who: member,
    example: {
      headline: 'Logins work again. We are watching.',
      text: 'Customers can log in and check out again.',
      state: 'fixed_watching',
      nextUpdateAt: '2026-05-14T14:55:00+02:00',
    },
  },
  approve_update: { summary: 'Publishes the draft that waits.', who: command, example: { seq: 21 } },
  return_update: {
    summary: 'Gives a draft back, or takes back one’s own.',
    who: 'Whoever wrote it, the Incident Commander or an admin',
    example: { seq: 21, reason: 'It names the vendor.' },
  },
  nudge_update: {
    summary: 'Reminds whoever communicates of the promised update.',
    who: 'SitRep itself, by a job',
    example: { dueAt: '2026-05-14T12:55:00.000Z', minutes: 5 },
  },
  note_overdue_update: {
    summary: 'Writes down that a promised update did not come.',
    who: 'SitRep itself, by a job',
    example: { dueAt: '2026-05-14T12:55:00.000Z' },
  },
  share_documents: {
    summary: 'Chooses which documents stakeholders may download from their page.',
    who: report,
    example: { report: true, postMortem: false },
  },
  resolve: {
    summary: 'Ends the incident: what fixed it, who was affected, and how.',
    who: command,
    example: {
      solution: 'Release v847 was rolled back.',
      impact: { who: 'All customers who were not signed in', how: 'They could not log in for 32 minutes.' },
    },
  },
  close: {
    summary:
      'Closes a resolved incident whose report was sent; it is read-only from then on. SEV1 and SEV2 take a post-mortem or a reason in waive, SEV3 the address of the bug.',
    who: command,
    example: { waive: 'The provider wrote one; it is linked in the log.' },
  },
  reopen: {
    summary: 'Opens it again within 30 days of the resolution.',
    who: command,
    example: { reason: 'Logins fail again.' },
  },
  cancel: {
    summary: 'Says that it was none.',
    who: command,
    example: { reason: 'A test account, not a customer.' },
  },
  draft_report: {
    summary:
      'Composes the situation report from the log and saves it as a version. A resolve does this by itself.',
    who: member,
    example: {},
  },
  save_report_version: {
    summary: 'Saves the report as it is written now, with a line that says why.',
    who: member,
    example: { why: 'The number of customers is exact now.' },
  },
  approve_report: { summary: 'Approves the newest version.', who: report, example: { version: 2 } },
  send_report: {
    summary: 'Mails the approved version to stakeholders. Blank and contradictory answers hold it back.',
    who: report,
    example: { version: 2, to: [someone], note: 'The post-mortem follows on Monday.' },
  },
  draft_post_mortem: {
    summary: 'Begins the post-mortem from the log, with its owner and the day when it is due.',
    who: member,
    example: { ownerId: someone },
  },
  save_post_mortem_version: {
    summary: 'Saves the post-mortem as it is written now, with a line that says why.',
    who: member,
    example: { why: 'After the meeting.' },
  },
  assign_post_mortem: {
    summary: 'Says who owes the post-mortem, by when, and when it is talked about.',
    who: report,
    example: { ownerId: someone, meetingAt: '2026-05-18T10:00:00+02:00' },
  },
  review_post_mortem: {
    summary: 'Asks for comments on the newest version.',
    who: member,
    example: { version: 1 },
  },
  publish_post_mortem: {
    summary: 'Publishes the newest version.',
    who: 'Its owner, whoever commands or commanded last, or an admin',
    example: { version: 2 },
  },
  attach_post_mortem: {
    summary: 'Attaches a post-mortem that was written elsewhere.',
    who: report,
    example: { title: 'Post-mortem of 14 May', url: 'https://wiki.example.org/post-mortems/12' },
  },
  send_post_mortem: {
    summary: 'Mails the published version to stakeholders.',
    who: report,
    example: { version: 2, to: [someone] },
  },
  merge_into: {
    summary: 'Folds it into another open incident; its address leads there from then on.',
    who: command,
    example: { target: 'INC-41', reason: 'The same outage, declared twice.' },
  },
}

/** What fields are for, by name, where the name alone does not say it. */
const fieldWords: Record<string, string> = {
  occurredAt: 'When it happened, if not now; at most five minutes ahead. Milestones and metrics go by it.',
  basedOn:
    'The number of the last entry that you had seen. Refused with both values when the field changed since.',
  seq: 'The number of the entry.',
  personId: 'As /api/v1/people lists them.',
  reportedAt: 'When it was reported, if not now.',
  reported: 'In the reporter’s own words.',
  source: 'How it came to you: a phone call, an alert.',
  startedAt: 'When the impact began.',
  brief: 'What the next Commander must know.',
  solution: 'What fixed it.',
  fileId: 'As POST /api/v1/files answered.',
  alt: 'What a picture shows, for those who do not see it.',
  target: 'The incident that it goes on in.',
  at: 'Null: it is unknown.',
  why: 'What is new in this version, in a line.',
  version: 'The number of a saved version.',
  to: 'Ids of stakeholders.',
  note: 'A word to the recipients.',
  changes: 'What is new since the version that they got before.',
  override: 'Why it goes out although answers are blank or contradict the log.',
  waive: 'Why no post-mortem is needed.',
  bug: 'Where the bug is tracked.',
  ownerId: 'Who writes it. Null: nobody yet.',
  dueAt: 'By when it is owed.',
  meetingAt: 'When it is talked about.',
  headline: 'The current state in a sentence, as people outside read it.',
  state: 'How it stands, in public words.',
  affected: 'What is affected, by the names that people outside know. Left out: as the update before said.',
  nextUpdateAt: 'By when the next update comes; null after the last one.',
  corrects: 'The entry of an earlier update that this one puts right.',
}

export const commandTypes = Object.keys(commandTable) as CommandType[] // the keys of the literal

/** "take_role" is the schema TakeRole. */
export function commandName(type: string): string {
  return type.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
}

/** What may be sent as this command, with its type. */
export function commandSchema(type: CommandType): JsonSchema {
  const { summary, who } = commandWords[type]
  // Each row's own input; the table's common type hides which it is.
  const fields = jsonSchemaOf(commandTable[type].input)
  return {
    description: `${summary} ${who}.`,
    ...withField(withWords(fields, fieldWords), 'type', { const: type }),
  }
}

/** The same where the address says which command it is. */
export function declarationSchema(): JsonSchema {
  const fields = withWords(jsonSchemaOf(commandTable.declare_incident.input), fieldWords)
  return { ...fields, properties: { type: { const: 'declare_incident' }, ...fields.properties } }
}
