/** Every entry type, a row each. A type without its row does not compile. */
import type { Incident } from '#lib/incident/incident.ts'
import {
  factStated,
  impactDescribed,
  linkAdded,
  severityChanged,
  solutionStated,
  statusChanged,
} from './course.ts'
import type { EntryDefinition, EntryHead } from './entry.ts'
import { entryCorrected, logged } from './logged.ts'
import { incidentReported } from './reported.ts'
import {
  acknowledged,
  commandAccepted,
  commandDeclined,
  commandOffered,
  roleAssigned,
  roleReleased,
  roleTaken,
} from './roles.ts'

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

function definitionOf(type: string, v: number): EntryDefinition<unknown> {
  // Object.hasOwn guards the look-up, so the row exists; its payload was parsed by its own schema.
  const row = Object.hasOwn(entryTable, type)
    ? (entryTable[type as EntryType] as EntryDefinition<unknown>)
    : undefined
  if (!row || row.v !== v) throw new UnknownEntry(`No entry type ${type} at version ${v}`)
  return row
}

/** The state after `entry`. `incident` is null before the first one, which must be `incident_reported`. */
export function evolve(incident: Incident | null, entry: StoredEntry): Incident {
  const row = definitionOf(entry.type, entry.v)
  if (incident === null && entry.type !== 'incident_reported') {
    throw new Error(`The log begins with ${entry.type} instead of incident_reported`)
  }
  // incident_reported is the one row that ignores the state it is given.
  const next = row.evolve(incident as Incident, entry.payload, entry)
  return { ...next, seq: entry.seq }
}

/** The state of a whole log, or null of an empty one. */
export function fold(entries: readonly StoredEntry[], from: Incident | null = null): Incident | null {
  return entries.reduce<Incident | null>(evolve, from)
}

/** The entry in plain words. */
export function sentenceOf(entry: StoredEntry): string {
  return definitionOf(entry.type, entry.v).sentence(entry.payload, entry)
}

/** A stored body, parsed by the schema of its type and version. Throws when it does not fit. */
export function parseEntry(body: StoredEntry): StoredEntry {
  const row = definitionOf(body.type, body.v)
  // The row's own schema has just checked the payload, so type and payload belong together.
  return { ...body, payload: row.payload.parse(body.payload) } as StoredEntry
}
