/** A command that the server has not answered yet. */
import type * as z from 'zod'
import type { CommandType, commandTable } from '#lib/incident/commands/table.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { Instant } from '#lib/incident/incident.ts'

/** A command as this page sends it: its type and its fields, trimmed, as its schema would give them. */
export type CommandBody = {
  [Type in CommandType]: { type: Type } & z.output<(typeof commandTable)[Type]['input']>
}[CommandType]

/** A command as it is kept on this device until the server has answered. */
export type Kept = {
  /** UUIDv7: Idempotency-Key, the commandId of every entry that follows, and the place in the queue. */
  key: string
  /** The incident. */
  ref: string
  /** The command as it was given. */
  input: CommandBody
  /** When it was given, by this browser. */
  at: Instant
  /** Why the server refused it, until somebody has seen it; `isBack` once its words are in the composer again. */
  problem?: Problem
  isBack?: boolean
}

export type Pending = Pick<Kept, 'key' | 'ref' | 'input' | 'at'> & {
  /** `sending`: the server has it or will in a moment. `waiting`: it could not be reached; tried again. */
  state: 'sending' | 'waiting'
}

/** The command with the time at which it was written, if it is words and has no other. */
export function withTime({ input, at }: Pick<Kept, 'input' | 'at'>): CommandBody {
  const isWords = input.type === 'log' || input.type === 'state_fact'
  return isWords && !input.occurredAt ? { ...input, occurredAt: at } : input
}

/**
 * The command, given in the knowledge of `own`: entries in order that earlier commands from here have made. Whoever had
 * seen the one before such an entry had seen it as well, and is not told that somebody changed it meanwhile (D12).
 */
export function knowing(input: CommandBody, own: readonly Pick<Entry, 'seq'>[]): CommandBody {
  if (input.basedOn === undefined) return input
  return { ...input, basedOn: own.reduce((seen, { seq }) => (seq === seen + 1 ? seq : seen), input.basedOn) }
}

/** The body of a refusal: problem+json. */
export type Problem = {
  status: number
  code: string
  detail: string
  fields: Record<string, string>
  details: Record<string, unknown>
}

/**
 * A command that the server refused, kept until somebody has seen why. `isOwn`: it was given on this page, not on an
 * earlier one or in another tab. `isBack`: its words stand in the composer again.
 */
export type Refused = { pending: Pending; problem: Problem; isOwn: boolean; isBack: boolean }
