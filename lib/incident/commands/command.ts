/** What a command is: its input, what it must look up, and a pure decision. */
import * as z from 'zod'
import type { Draft, Entry } from '#lib/incident/entries/table.ts'
import type { Incident, Instant } from '#lib/incident/incident.ts'
import type { AccountRole, Actor } from '#lib/incident/policy.ts'
import { instant, lastSeq } from '#lib/incident/shapes.ts'

export type KnownPerson = { id: string; name: string; role: AccountRole; active: boolean }

/** All that a decision may know besides the state; present in the browser too. */
export type Context = {
  now: Instant
  actor: Actor
  person: (id: string) => KnownPerson | null
  entry: (seq: number) => Entry | null
  /** Only for declare_incident: what the new incident will be called. */
  identity?: { id: string; ref: string }
}

export type Refusal = {
  code: 'invalid' | 'forbidden' | 'conflict'
  /** Why, and what would be allowed. */
  message: string
  fields?: Record<string, string>
  details?: Record<string, unknown>
}

/** The entries to append (none: the same value again), or a refusal. */
export type Refused = { refusal: Refusal }
export type Decision = { drafts: Draft[] } | Refused

/** What every command takes besides its own fields. */
export const common = {
  /** When it happened, if not now; at most five minutes ahead. */
  occurredAt: instant.optional(),
  /** The log's last number that the writer had seen. */
  basedOn: z.int().min(0).max(lastSeq).optional(),
}
export type Common = { occurredAt?: Instant | undefined; basedOn?: number | undefined }

export type CommandDefinition<Input extends Common = Common> = {
  input: z.ZodType<Input>
  /** People and entries to look up before deciding. */
  needs?: ((input: Input) => { people?: string[]; entries?: number[] }) | undefined
  decide: (incident: Incident, input: Input, context: Context) => Decision
}

/** A command's row, its input typed by its own schema. */
export function defineCommand<Schema extends z.ZodType<Common>>(definition: {
  input: Schema
  needs?: (input: z.output<Schema>) => { people?: string[]; entries?: number[] }
  decide: (incident: Incident, input: z.output<Schema>, context: Context) => Decision
}): CommandDefinition<z.output<Schema>> {
  // The schema is the only source of the input's type; zod types input and output apart.
  return definition as unknown as CommandDefinition<z.output<Schema>>
}

/** Decides these entries. */
export function append(...drafts: Draft[]): Decision {
  return { drafts }
}

/** The same value again is no event. */
export const nothingNew: Decision = { drafts: [] }

/** Refuses what the present state does not allow. */
export function conflict(message: string, more: Omit<Refusal, 'code' | 'message'> = {}): Refused {
  return { refusal: { code: 'conflict', message, ...more } }
}

/** Refuses values; `fields` says of each what would be right. */
export function invalid(message: string, fields: Record<string, string>): Refused {
  return { refusal: { code: 'invalid', message, fields } }
}

/** Refuses who asks. */
export function forbidden(message: string): Refused {
  return { refusal: { code: 'forbidden', message } }
}
