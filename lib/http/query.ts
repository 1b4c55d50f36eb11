/** Reading the query of an address, with errors that name the field. */
import type * as z from 'zod'
import { AppError } from '#lib/errors.ts'
import { fieldErrors } from '#lib/incident/commands/table.ts'

/**
 * The whole query, by a schema of strings; names that may stand there several times are `lists`. Throws AppError invalid
 * that names every field at fault.
 */
export function readQuery<Schema extends z.ZodType>(
  { searchParams }: URL,
  schema: Schema,
  lists: readonly string[] = [],
): z.output<Schema> {
  refuseRepeated(searchParams, lists)
  const given = lists.filter((name) => searchParams.has(name))
  const result = schema.safeParse({
    ...Object.fromEntries(searchParams),
    ...Object.fromEntries(given.map((name) => [name, searchParams.getAll(name)])),
  })
  if (result.success) return result.data
  throw new AppError('invalid', 'The query is not right.', { fields: fieldErrors(result.error) })
}

/** Of two values one would be dropped in silence, and the answer be to another question. */
function refuseRepeated(searchParams: URLSearchParams, lists: readonly string[]): void {
  const repeated = [...searchParams.keys()].filter(
    (name) => !lists.includes(name) && searchParams.getAll(name).length > 1,
  )
  if (repeated.length === 0) return
  const fields = Object.fromEntries(repeated.map((name) => [name, 'Give it once.']))
  throw new AppError('invalid', 'The query is not right.', { fields })
}

/** The fields of a body, for an address that names one of them itself. Throws AppError invalid when it is no object. */
export function fieldsOf(body: unknown): Record<string, unknown> {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body }
  throw new AppError('invalid', 'The body is no object.', { fields: { body: 'Send a JSON object.' } })
}
