import * as z from 'zod'
import { AppError } from '#lib/errors.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import { limits, words } from '#lib/incident/shapes.ts'
import { findDocumentName, longestSection, type SectionName } from './model.ts'

const markdown = (max: number) =>
  z
    .string('Write a text, or null for what the log says.')
    .max(max, `Write at most ${max} characters.`)
    .refine(
      (text) => !text.includes('\u0000') && text.isWellFormed(),
      'Remove the control character U+0000 and broken characters.',
    )

/** The working text of a section as it is sent. A headline is one line, and is never empty. */
export const sectionInput = (section: SectionName) =>
  z.strictObject({
    revision: z
      .int('Give the revision that you had read, 0 for none.')
      .min(0, 'Give the revision that you had read, 0 for none.'),
    text: (section === 'headline'
      ? words(limits.topic).refine((text) => !text.includes('\n'), 'Write the headline on one line.')
      : markdown(longestSection)
    ).nullable(),
    composedThen: markdown(4 * longestSection),
  })

/** The document that an address names. Throws AppError not_found. */
export function readDocumentName(written: string): DocumentName {
  const name = findDocumentName(written)
  if (!name)
    throw new AppError('not_found', 'There is no such document. Documents are report and post-mortem.')
  return name
}

/** Whether a comment is to be resolved or opened again. Throws AppError invalid. */
export function readResolved(input: unknown): boolean {
  const parsed = z.strictObject({ resolved: z.boolean() }).safeParse(input)
  if (parsed.success) return parsed.data.resolved
  throw new AppError('invalid', 'Send {"resolved": true} or {"resolved": false}.', {
    fields: { resolved: 'Send true or false.' },
  })
}

/** `?version=` of an export, null without one. Throws AppError invalid. */
export function readVersionNumber(url: URL): number | null {
  const asked = url.searchParams.get('version')
  if (asked === null) return null
  if (/^[1-9]\d{0,8}$/.test(asked)) return Number(asked)
  throw new AppError('invalid', 'There is no such version.', {
    fields: { version: 'Give the number of a saved version, from 1 on.' },
  })
}
