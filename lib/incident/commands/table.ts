/** Every command, a row each; and the one way to read one from untrusted input. */
import type * as z from 'zod'
import { close } from './close.ts'
import type { CommandDefinition } from './command.ts'
import { resolve, setSeverity, setStatus } from './course.ts'
import { declareIncident } from './declare.ts'
import { cancel, mergeInto, reopen } from './ends.ts'
import { attachFile } from './file.ts'
import { acceptCommand, declineCommand, offerCommand } from './hand-over.ts'
import { addLabel, pinEntry, removeLabel, setTopic, unpinEntry } from './marks.ts'
import {
  assignPostMortem,
  attachPostMortem,
  draftPostMortem,
  publishPostMortem,
  reviewPostMortem,
  savePostMortemVersion,
  sendPostMortem,
} from './post-mortem.ts'
import { redactEntry } from './redact.ts'
import { approveReport, draftReport, saveReportVersion, sendReport } from './report.ts'
import { acknowledge, assignRole, releaseRole, takeRole } from './roles.ts'
import { setMilestone } from './set-milestone.ts'
import { lapseOffer, nudgeCommander, takeOverCommand } from './silence.ts'
import { undoChange } from './undo.ts'
import {
  approveUpdate,
  draftUpdate,
  noteOverdueUpdate,
  nudgeUpdate,
  publishUpdate,
  returnUpdate,
  shareDocuments,
} from './updates.ts'
import { addLink, correctEntry, describeImpact, log, stateFact } from './write.ts'

export const commandTable = {
  declare_incident: declareIncident,
  acknowledge,
  take_role: takeRole,
  assign_role: assignRole,
  release_role: releaseRole,
  offer_command: offerCommand,
  accept_command: acceptCommand,
  decline_command: declineCommand,
  set_severity: setSeverity,
  set_status: setStatus,
  describe_impact: describeImpact,
  state_fact: stateFact,
  add_link: addLink,
  log,
  correct_entry: correctEntry,
  resolve,
  close,
  set_topic: setTopic,
  pin_entry: pinEntry,
  unpin_entry: unpinEntry,
  add_label: addLabel,
  remove_label: removeLabel,
  set_milestone: setMilestone,
  undo_change: undoChange,
  reopen,
  cancel,
  merge_into: mergeInto,
  nudge_commander: nudgeCommander,
  take_over_command: takeOverCommand,
  lapse_offer: lapseOffer,
  attach_file: attachFile,
  redact_entry: redactEntry,
  draft_report: draftReport,
  save_report_version: saveReportVersion,
  approve_report: approveReport,
  send_report: sendReport,
  draft_post_mortem: draftPostMortem,
  save_post_mortem_version: savePostMortemVersion,
  assign_post_mortem: assignPostMortem,
  review_post_mortem: reviewPostMortem,
  publish_post_mortem: publishPostMortem,
  attach_post_mortem: attachPostMortem,
  send_post_mortem: sendPostMortem,
  publish_update: publishUpdate,
  draft_update: draftUpdate,
  approve_update: approveUpdate,
  return_update: returnUpdate,
  nudge_update: nudgeUpdate,
  note_overdue_update: noteOverdueUpdate,
  share_documents: shareDocuments,
}

export type CommandType = keyof typeof commandTable

/** A command as it is sent: its type and its fields, unparsed. */
export type CommandInput = {
  [Type in CommandType]: { type: Type } & z.input<(typeof commandTable)[Type]['input']>
}[CommandType]

/** A parsed command. */
export type Command = { type: CommandType; input: z.output<CommandDefinition['input']> }

/** The row of a command type, with its own input type hidden behind the common one. */
export function definitionOf(type: CommandType): CommandDefinition {
  // Each row is only ever given what its own schema parsed (see parseCommand).
  return commandTable[type] as unknown as CommandDefinition
}

/** Input that no command takes; `fields` says per field what would be right. */
export class InvalidCommand extends Error {
  readonly fields: Record<string, string>

  constructor(message: string, fields: Record<string, string>) {
    super(message)
    this.fields = fields
  }
}

/** Reads `{type, …}`. Throws InvalidCommand on an unknown type, an unknown field or a wrong value. */
export function parseCommand(input: unknown): Command {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new InvalidCommand('Send a JSON object with a type.', { type: known })
  }
  const { type, ...fields } = input as Record<string, unknown> // an object that is no array
  if (typeof type !== 'string' || !Object.hasOwn(commandTable, type)) {
    throw new InvalidCommand(`There is no such command. ${known}`, { type: known })
  }
  const command = type as CommandType // hasOwn has just said so
  // With its input an issue tells a missing field from one of the wrong kind.
  const result = definitionOf(command).input.safeParse(fields, { reportInput: true })
  if (!result.success) {
    const problems = fieldErrors(result.error)
    throw new InvalidCommand(summary(problems), problems)
  }
  return { type: command, input: result.data }
}

const known = `Commands are ${Object.keys(commandTable).join(', ')}.`

/** zod's issues as one sentence per field, nested fields dotted. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  // Keys are theirs: one may be called __proto__.
  const fields = new Map<string, string>()
  for (const issue of error.issues) {
    const at = issue.path.join('.')
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys)
        fields.set(at ? `${at}.${key}` : key, 'There is no such field. Leave it out.')
    } else if (!fields.has(at || 'body')) {
      fields.set(at || 'body', sentence(issue))
    }
  }
  return Object.fromEntries(fields)
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_type') return issue.message
  if (issue.input === undefined) return 'This field is missing.'
  return issue.expected === 'object' ? 'Send an object, with fields of its own.' : issue.message
}

function summary(fields: Record<string, string>): string {
  return Object.entries(fields)
    .map(([field, problem]) => `${field}: ${problem}`)
    .join(' ')
}
