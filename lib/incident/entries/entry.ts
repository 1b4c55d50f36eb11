/** What an entry type is: a row with its schema, its fold and its sentence. */
import type * as z from 'zod'
import type { ActorRef, Incident, Instant } from '#lib/incident/incident.ts'

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
}

export type EntryDefinition<Payload> = {
  v: number
  payload: z.ZodType<Payload>
  /** The state after this entry. Pure; must not change what it is given. */
  evolve: (incident: Incident, payload: Payload, entry: EntryHead) => Incident
  /** The entry in plain words, without its author's longer text. */
  sentence: (payload: Payload, entry: EntryHead) => string
}

/** An entry's row, its payload typed by its own schema. */
export function defineEntry<Schema extends z.ZodType>(definition: {
  v: number
  payload: Schema
  evolve: (incident: Incident, payload: z.output<Schema>, entry: EntryHead) => Incident
  sentence: (payload: z.output<Schema>, entry: EntryHead) => string
}): EntryDefinition<z.output<Schema>> {
  // The schema is the only source of the payload's type; zod types input and output apart.
  return definition as unknown as EntryDefinition<z.output<Schema>>
}

/** The source that `entry` is: what a changed field now rests on. */
export function sourceOf(entry: EntryHead) {
  return { seq: entry.seq, at: entry.occurredAt }
}
