/** A document as the bytes that go with a mail: the one place that knows how its forms are made. */
import { env } from '#lib/env.ts'
import { writePostMortem } from '#lib/post-mortem/markdown.ts'
import { writeReport } from '#lib/report/markdown.ts'
import { collectPdf, type PdfDocument } from '#lib/report/pdf.ts'
import { pdfSources } from '#lib/report/pdf-sources.ts'

/** The report as PDF brings the whole log. Throws AppError unavailable when too many are being drawn. */
export async function renderFile(document: PdfDocument, format: 'pdf' | 'md'): Promise<Buffer> {
  if (format === 'pdf') return Buffer.from(await collectPdf(document, pdfSources(document)))
  const { publicUrl } = env()
  return Buffer.from(
    document.kind === 'report'
      ? writeReport(document.report, publicUrl)
      : writePostMortem(document.postMortem, publicUrl),
  )
}
