/** What an entry type is: a row with its schema, its fold and its sentence. */
import type * as z from 'zod'
import type { ActorRef, Incident, Instant, Severity, SeveritySpan } from '#lib/incident/incident.ts'

/** An entry without its payload. `seq` counts from 1 within an incident, without gaps. */
export type EntryHead = {
  seq: number
  v: number
  occurredAt: Instant
  recordedAt: Instant
  actor: ActorRef
  commandId: string
  /** The number of the entry that this one corrects, or null. */
  corrects: number | null
  /** Its words were taken out (redact_entry); what stands there instead says so. */
  redacted?: true
}

/** How the type was written once: its schema at that version, and what it amounts to at the next one. Pure (D4). */
export type OlderVersion = { v: number; payload: z.ZodType; upcast: (payload: unknown) => unknown }

export type EntryDefinition<Payload> = {
  v: number
  /** Every version before `v`, the oldest first. They are read for ever. */
  older?: readonly OlderVersion[]
  payload: z.ZodType<Payload>
  /** The state after this entry. Pure; must not change what it is given. */
  evolve: (incident: Incident, payload: Payload, entry: EntryHead) => Incident
  /** The entry in plain words, without its author's longer text. */
  sentence: (payload: Payload, entry: EntryHead) => string
}

/** An entry's row, its payload typed by its own schema. */
export function defineEntry<Schema extends z.ZodType>(definition: {
  v: number
  older?: readonly OlderVersion[]
  payload: Schema
  evolve: (incident: Incident, payload: z.output<Schema>, entry: EntryHead) => Incident
  sentence: (payload: z.output<Schema>, entry: EntryHead) => string
}): EntryDefinition<z.output<Schema>> {
  // The schema is the only source of the payload's type; zod types input and output apart.
  return definition as unknown as EntryDefinition<z.output<Schema>>
}

/** A version that is no longer written. `upcast` gives the payload as the next version has it. */
export function olderVersion<Schema extends z.ZodType>(row: {
  v: number
  payload: Schema
  upcast: (payload: z.output<Schema>) => unknown
}): OlderVersion {
  // It is only ever given what its own schema parsed, now or when it was written.
  return row as unknown as OlderVersion
}

/** The span of a severity that begins with `entry`. */
export function spanOf(severity: Severity, { occurredAt: from, recordedAt, seq }: EntryHead): SeveritySpan {
  return { severity, from, recordedAt, seq }
}

/** The source that `entry` is: what a changed field now rests on. */
export function sourceOf(entry: EntryHead) {
  return { seq: entry.seq, at: entry.occurredAt }
}
