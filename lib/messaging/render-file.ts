/** A saved version as the bytes that go with a mail: the one place that knows how its forms are made. */
import { getPostMortemEdition, getReportEdition } from '#lib/document/queries.ts'
import { env } from '#lib/env.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import { writePostMortem } from '#lib/post-mortem/markdown.ts'
import { writeReport } from '#lib/report/markdown.ts'
import { collectPdf, type PdfDocument } from '#lib/report/pdf.ts'
import { pdfSources } from '#lib/report/pdf-sources.ts'

type Version = { document: DocumentName; version: number }

/** The version of the document of `ref`, with where it stands now. Throws AppError not_found. */
export async function renderVersion(ref: string, version: Version, format: 'pdf' | 'md'): Promise<Buffer> {
  const document = await editionOf(ref, version)
  if (format === 'pdf') return Buffer.from(await collectPdf(document, pdfSources(document)))
  const { publicUrl } = env()
  return Buffer.from(
    document.kind === 'report'
      ? writeReport(document.report, publicUrl)
      : writePostMortem(document.postMortem, publicUrl),
  )
}

/** Who was sent it is not known while it is being sent. */
async function editionOf(ref: string, { document, version }: Version): Promise<PdfDocument> {
  if (document === 'report') {
    return { kind: 'report', report: { ...(await getReportEdition(ref, { version })), distribution: [] } }
  }
  return { kind: 'post_mortem', postMortem: await getPostMortemEdition(ref, { version }) }
}
