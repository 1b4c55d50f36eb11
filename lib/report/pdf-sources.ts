/** What a PDF takes from the database while it is drawn: for downloads, mails and bundles alike. */
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { getFile } from '#lib/file/queries.ts'
import { readLogParts } from '#lib/log/parts.ts'
import type { PdfDocument, PdfOptions } from './pdf.ts'

/** The whole log of a report up to its last entry, and the pictures in it. */
export function pdfSources(document: PdfDocument): PdfOptions {
  const { publicUrl } = env()
  // The log stands in the report; the post-mortem, which is attached to it, tells its own timeline.
  if (document.kind === 'post_mortem') return { publicUrl, picture }
  const { ref, entries } = document.report
  return { publicUrl, picture, log: readLogParts(ref, { through: entries }) }
}

/** null when it was redacted meanwhile: the drawing says so in its place. */
async function picture(fileId: string): Promise<Uint8Array | null> {
  try {
    return (await getFile(fileId)).bytes
  } catch (error) {
    if (error instanceof AppError && (error.code === 'gone' || error.code === 'not_found')) return null
    throw error
  }
}
