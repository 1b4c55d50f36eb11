/** What a command is: its input, what it must look up, and a pure decision. */
import * as z from 'zod'
import type { Draft, Entry } from '#lib/incident/entries/table.ts'
import type { Incident, Instant } from '#lib/incident/incident.ts'
import type { AccountRole, Actor } from '#lib/incident/policy.ts'
import { instant, lastSeq } from '#lib/incident/shapes.ts'

/** An uploaded file, as a command may attach it. Pictures know their pixels. */
export type KnownFile = {
  id: string
  name: string
  mediaType: string
  size: number
  width: number | null
  height: number | null
  /** The id of who uploaded it. */
  uploadedBy: string
  /** Whether an entry has it already. */
  isAttached: boolean
}

/** Somebody of the stakeholders' directory. */
export type KnownStakeholder = {
  id: string
  name: string
  /** The version asked for as `version` is on its way to them, or there. Only the server knows. */
  hasVersion?: boolean
}

/** A document as it would be saved now. */
export type KnownDocument = {
  /** SHA-256 of its content, hexadecimal. */
  hash: string
  /** Its words are those of the newest saved version. */
  isSaved: boolean
  /** IANA name of the organisation's zone. */
  zone: string
}

/** A saved version. */
export type KnownVersion = {
  /** Its blank and contradictory answers, a sentence each. */
  gaps: readonly string[]
}

/** Numbers of entries in the log of one incident. */
export type Copies = { incidentId: string; seqs: readonly number[] }

/** What repeats words of an entry: copies that SitRep made, by log, and updates that hold some of the same words. */
export type Repeated = { copies: readonly Copies[]; sharing: readonly number[] }

export type KnownPerson = { id: string; name: string; role: AccountRole; active: boolean }

/**
 * All that a decision may know besides the state. In the browser too, which knows no other incident and no file:
 * a command that needs one is decided by the server alone.
 */
export type Context = {
  now: Instant
  actor: Actor
  person: (id: string) => KnownPerson | null
  entry: (seq: number) => Entry | null
  /** Another incident that the command names, locked like its own. */
  incident: (ref: string) => Incident | null
  file: (id: string) => KnownFile | null
  /** What repeats words of the entry asked for as `copiesOf`. Only the server knows it. */
  repeated?: Repeated
  stakeholder: (id: string) => KnownStakeholder | null
  /** The document asked for as `document`, the version asked for as `version`. Only the server knows them. */
  document?: KnownDocument | null
  version?: KnownVersion | null
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

export type Refused = { refusal: Refusal }
/** Entries for the log of another incident that the command names. */
export type Also = { incidentId: string; drafts: Draft[] }
/** The entries to append (none: the same value again), here and in other logs; or a refusal. */
export type Decision = { drafts: Draft[]; also?: Also[] } | Refused

/** What a command names: people, entries of its own log, other incidents by ref, files. */
export type DocumentName = 'report' | 'post_mortem'

export type Needs = {
  people?: string[]
  entries?: number[]
  incidents?: string[]
  files?: string[]
  /** The entries that repeat words of this one. */
  copiesOf?: number
  stakeholders?: string[]
  /** A document as it would be saved now. */
  document?: DocumentName
  /** A saved version of a document. */
  version?: { document: DocumentName; version: number }
}

/** What every command takes besides its own fields. */
export const common = {
  /** When it happened, if not now; at most five minutes ahead. */
  occurredAt: instant.optional(),
  /** The log's last number that the writer had seen. */
  basedOn: z
    .int('Give the number of the last entry that you had seen.')
    .min(0, 'Give the number of the last entry that you had seen.')
    .max(lastSeq, 'No entry has so high a number.')
    .optional(),
}
export type Common = { occurredAt?: Instant | undefined; basedOn?: number | undefined }

export type CommandDefinition<Input extends Common = Common> = {
  input: z.ZodType<Input>
  /** What to look up, and which incidents to lock, before deciding. */
  needs?: ((input: Input) => Needs) | undefined
  decide: (incident: Incident, input: Input, context: Context) => Decision
}

/** A command's row, its input typed by its own schema. */
export function defineCommand<Schema extends z.ZodType<Common>>(definition: {
  input: Schema
  needs?: (input: z.output<Schema>) => Needs
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
