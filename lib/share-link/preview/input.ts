import * as z from 'zod'
import { AppError } from '#lib/errors.ts'
import { fieldErrors } from '#lib/incident/commands/table.ts'
import { affectedStates, updateLimits, updateStates } from '#lib/incident/public-updates.ts'
import { storedInstant } from '#lib/incident/shapes.ts'
import type { PreviewedUpdate } from './model.ts'

/** What is written so far: unlike what is published, it may be empty. */
export const previewInput = z.strictObject({
  title: z.string().max(updateLimits.title),
  headline: z.string().max(updateLimits.headline),
  text: z.string().max(updateLimits.text),
  state: z.enum(updateStates),
  affected: z
    .array(z.strictObject({ name: z.string().max(updateLimits.name), state: z.enum(affectedStates) }))
    .max(updateLimits.affected),
  nextUpdateAt: storedInstant.nullable(),
  /** The number of the update that it puts right. */
  corrects: z.int().min(1).nullable(),
})

/** Throws AppError invalid that names every field at fault. */
export function readPreview(body: unknown): PreviewedUpdate {
  const result = previewInput.safeParse(body)
  if (result.success) return result.data
  throw new AppError('invalid', 'This is no update yet.', { fields: fieldErrors(result.error) })
}
