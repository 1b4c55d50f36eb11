/** What GET /api/v1/incidents/{ref}/entries can be asked for. */
import * as z from 'zod'
import { entryTypes } from '#lib/incident/entries/table.ts'
import { roles } from '#lib/incident/incident.ts'
import { kindNames } from '#lib/incident/words.ts'
import { readText } from '#lib/log/words.ts'

/** Entry types, what people log, and what facts and roles are called: the names of `kindsOf`. */
const kinds: readonly string[] = [...entryTypes, ...Object.keys(kindNames), 'cause', 'now', ...roles]

const seq = number({ from: 0, to: 999_999_999 })

/** The query, as strings. Unknown names are refused, so that a typo is no wider answer. */
export const EntriesInput = z
  .strictObject({
    after: seq,
    before: seq,
    limit: number({ from: 1, to: 500 }),
    kinds: z
      .string()
      .transform((text) => text.split(',').filter(Boolean))
      .refine((names) => names.every((name) => kinds.includes(name)), `Choose among ${kinds.join(', ')}.`),
    q: z.string().max(200, 'Search for at most 200 characters.').transform(readText),
  })
  .partial()

function number({ from, to }: { from: number; to: number }) {
  const error = `Give a whole number from ${from} to ${to}.`
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .pipe(z.int().min(from, error).max(to, error))
}
