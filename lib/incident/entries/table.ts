/** Every entry type, a row each. A type without its row does not compile. */
import type { Incident } from '#lib/incident/incident.ts'
import { settle } from './consequences.ts'
import {
  factStated,
  impactDescribed,
  linkAdded,
  severityChanged,
  solutionStated,
  statusChanged,
} from './course.ts'
import {
  postMortemAssigned,
  postMortemAttached,
  postMortemDrafted,
  postMortemPublished,
  postMortemReviewed,
  postMortemSent,
  postMortemVersionSaved,
  postMortemWaived,
  reportApproved,
  reportDrafted,
  reportSent,
  reportVersionSaved,
} from './documents.ts'
import type { EntryDefinition, EntryHead } from './entry.ts'
import { fileAttached } from './file.ts'
import { entryCorrected, logged } from './logged.ts'
import { entryPinned, entryUnpinned, labelAdded, labelRemoved, topicChanged } from './marks.ts'
import { mergedFrom, mergedInto } from './merged.ts'
import { milestoneSet } from './milestone-set.ts'
import { entryRedacted } from './redacted.ts'
import { incidentReported } from './reported.ts'
import {
  acknowledged,
  commandAccepted,
  commandDeclined,
  commanderNudged,
  commandOffered,
  commandOfferLapsed,
  commandTakenOver,
  roleAssigned,
  roleReleased,
  roleTaken,
} from './roles.ts'
import { changeUndone } from './undone.ts'
import {
  documentsShared,
  updateDrafted,
  updateNudged,
  updateOverdue,
  updatePublished,
  updateReturned,
} from './updates.ts'

export const entryTable = {
  incident_reported: incidentReported,
  acknowledged,
  role_taken: roleTaken,
  role_assigned: roleAssigned,
  role_released: roleReleased,
  command_offered: commandOffered,
  command_accepted: commandAccepted,
  command_declined: commandDeclined,
  severity_changed: severityChanged,
  status_changed: statusChanged,
  impact_described: impactDescribed,
  fact_stated: factStated,
  solution_stated: solutionStated,
  link_added: linkAdded,
  logged,
  entry_corrected: entryCorrected,
  topic_changed: topicChanged,
  entry_pinned: entryPinned,
  entry_unpinned: entryUnpinned,
  label_added: labelAdded,
  label_removed: labelRemoved,
  milestone_set: milestoneSet,
  change_undone: changeUndone,
  merged_into: mergedInto,
  merged_from: mergedFrom,
  commander_nudged: commanderNudged,
  command_taken_over: commandTakenOver,
  command_offer_lapsed: commandOfferLapsed,
  file_attached: fileAttached,
  entry_redacted: entryRedacted,
  report_drafted: reportDrafted,
  report_version_saved: reportVersionSaved,
  report_approved: reportApproved,
  report_sent: reportSent,
  post_mortem_drafted: postMortemDrafted,
  post_mortem_version_saved: postMortemVersionSaved,
  post_mortem_assigned: postMortemAssigned,
  post_mortem_reviewed: postMortemReviewed,
  post_mortem_published: postMortemPublished,
  post_mortem_attached: postMortemAttached,
  post_mortem_waived: postMortemWaived,
  post_mortem_sent: postMortemSent,
  update_drafted: updateDrafted,
  update_returned: updateReturned,
  update_published: updatePublished,
  update_nudged: updateNudged,
  update_overdue: updateOverdue,
  documents_shared: documentsShared,
}

export type EntryType = keyof typeof entryTable
export const entryTypes = Object.keys(entryTable) as EntryType[] // the keys of the literal above
export type Payload<Type extends EntryType> =
  (typeof entryTable)[Type] extends EntryDefinition<infer P> ? P : never

/** What a command decides: an entry before the door has numbered, timed and signed it. */
export type Draft = {
  [Type in EntryType]: {
    type: Type
    payload: Payload<Type>
    occurredAt: string
    corrects?: number
    /** Recorded as SitRep's own doing rather than the actor's (D14). */
    bySystem?: true
  }
}[EntryType]

/** An entry as it is stored and hashed: the body of D3, without hash and sentence. */
export type StoredEntry = {
  [Type in EntryType]: EntryHead & { type: Type; payload: Payload<Type> }
}[EntryType]

/** An entry as every reader gets it (D2). `hash` is hexadecimal. */
export type Entry = StoredEntry & { sentence: string; hash: string }
export type EntryOf<Type extends EntryType> = Extract<Entry, { type: Type }>

/** Thrown when an entry's type or version is newer than this code. The reader refetches and offers a reload. */
export class UnknownEntry extends Error {}

function definitionOf({ type, v }: Pick<StoredEntry, 'type' | 'v'>): EntryDefinition<unknown> {
  // Object.hasOwn guards the look-up, so the row exists; its payload was parsed by its own schema.
  const row = Object.hasOwn(entryTable, type) ? (entryTable[type] as EntryDefinition<unknown>) : undefined
  if (row && (row.v === v || row.older?.some((older) => older.v === v))) return row
  throw new UnknownEntry(`No entry type ${type} at version ${v}`)
}

/** The entry at the newest version of its type: what was written before is brought up step by step (D4). */
function newest(row: EntryDefinition<unknown>, entry: StoredEntry): StoredEntry {
  if (entry.v === row.v) return entry
  const payload = (row.older ?? [])
    .filter(({ v }) => v >= entry.v)
    .reduce<unknown>((older, { upcast }) => upcast(older), entry.payload)
  // The last upcast gives the payload of the row's own version.
  return { ...entry, v: row.v, payload } as StoredEntry
}

/** The state after `entry`. `incident` is null before the first one, which must be `incident_reported`. */
export function evolve(incident: Incident | null, entry: StoredEntry): Incident {
  const row = definitionOf(entry)
  if (incident === null && entry.type !== 'incident_reported') {
    throw new Error(`The log begins with ${entry.type} instead of incident_reported`)
  }
  // incident_reported is the one row that ignores the state it is given.
  const next = row.evolve(incident as Incident, newest(row, entry).payload, entry)
  return { ...settle(incident, next, entry), seq: entry.seq }
}

/** The state of a whole log, or null of an empty one. */
export function fold(entries: readonly StoredEntry[], from: Incident | null = null): Incident | null {
  return entries.reduce<Incident | null>(evolve, from)
}

/** The entry in plain words. */
export function sentenceOf(entry: StoredEntry): string {
  const row = definitionOf(entry)
  return row.sentence(newest(row, entry).payload, entry)
}

/**
 * A stored body, parsed by the schema of its type and version, then at the newest version of its type: what readers
 * get. Throws when it does not fit.
 */
export function parseEntry(body: StoredEntry): StoredEntry {
  const row = definitionOf(body)
  const { payload } = row.older?.find(({ v }) => v === body.v) ?? row
  // That version's own schema has just checked the payload, so type and payload belong together.
  return newest(row, { ...body, payload: payload.parse(body.payload) } as StoredEntry)
}
