import type * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { AppError } from '#lib/errors.ts'
import { fieldErrors } from '#lib/incident/commands/table.ts'
import type { ActorRef } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'

/** What an action wrote: its answer, and its line in the audit log (null: nothing changed). */
export type Written<Result> = {
  result: Result
  /** Never holds a secret: no password, no token, no link. `by` stands in for the actor where that is a link. */
  audit: { target: string | null; details?: Record<string, unknown>; by?: ActorRef } | null
}

/** A row of the side door's table: checks its input at once, then writes inside the transaction it is given. */
export type Action<Result> = {
  prepare: (input: unknown) => (tx: Transaction, actor: Actor) => Promise<Written<Result>>
}

/** Makes a row from a zod schema (strict objects: unknown fields are refused) and the write that it feeds. */
export function action<Schema extends z.ZodType, Result>(row: {
  input: Schema
  write: (tx: Transaction, given: { actor: Actor; input: z.output<Schema> }) => Promise<Written<Result>>
}): Action<Result> {
  return {
    prepare: (raw) => {
      const parsed = row.input.safeParse(raw)
      if (!parsed.success) {
        throw new AppError('invalid', 'Some of it cannot be taken as it is.', {
          fields: fieldErrors(parsed.error),
        })
      }
      return (tx, actor) => row.write(tx, { actor, input: parsed.data })
    },
  }
}
