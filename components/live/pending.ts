/** A command that the server has not answered yet. */
import type * as z from 'zod'
import type { CommandType, commandTable } from '#lib/incident/commands/table.ts'
import type { Instant } from '#lib/incident/incident.ts'

/** A command as this page sends it: its type and its fields, trimmed, as its schema would give them. */
export type CommandBody = {
  [Type in CommandType]: { type: Type } & z.output<(typeof commandTable)[Type]['input']>
}[CommandType]

export type Pending = {
  /** UUIDv7: Idempotency-Key, and the commandId of every entry that follows. Kept through every retry. */
  key: string
  /** The command as it is sent. Never changed: the same key with another body is refused. */
  input: CommandBody
  /** When it was given, by this browser. */
  at: Instant
  /** `sending`: the server has it or will in a moment. `waiting`: it could not be reached; tried again. */
  state: 'sending' | 'waiting'
}

/** The body of a refusal: problem+json. */
export type Problem = {
  status: number
  code: string
  detail: string
  fields: Record<string, string>
  details: Record<string, unknown>
}

/** A command that the server refused, kept until somebody has seen why. */
export type Refused = { pending: Pending; problem: Problem }
