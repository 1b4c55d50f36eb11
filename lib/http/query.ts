/** Reading the query of an address, with errors that name the field. */
import type * as z from 'zod'
import { AppError } from '#lib/errors.ts'
import { fieldErrors } from '#lib/incident/commands/table.ts'

/** The whole number `name` of the address, `fallback` when absent. Throws AppError invalid outside of [from, to]. */
export function wholeNumber(
  url: URL,
  name: string,
  { from, to, fallback }: { from: number; to: number; fallback: number },
): number {
  const given = url.searchParams.get(name)
  if (given === null) return fallback
  const value = /^\d{1,9}$/.test(given) ? Number(given) : Number.NaN
  if (value >= from && value <= to) return value
  throw new AppError('invalid', `${name} is not right.`, {
    fields: { [name]: `Give a whole number from ${from} to ${to}.` },
  })
}

/**
 * The whole query, by a schema of strings; names that may stand there several times are `lists`. Throws AppError invalid
 * that names every field at fault.
 */
export function readQuery<Schema extends z.ZodType>(
  { searchParams }: URL,
  schema: Schema,
  lists: readonly string[] = [],
): z.output<Schema> {
  const given = lists.filter((name) => searchParams.has(name))
  const result = schema.safeParse({
    ...Object.fromEntries(searchParams),
    ...Object.fromEntries(given.map((name) => [name, searchParams.getAll(name)])),
  })
  if (result.success) return result.data
  throw new AppError('invalid', 'The query is not right.', { fields: fieldErrors(result.error) })
}
