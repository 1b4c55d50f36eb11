import { collectPdf, type PdfDocument } from '#lib/report/pdf.ts'
import { pdfSources } from '#lib/report/pdf-sources.ts'

/** A document of a bundle on A4, the same bytes for the same document and log. Throws AppError unavailable. */
export async function drawPdf(document: PdfDocument, origin: string): Promise<Uint8Array> {
  return await collectPdf(document, { ...pdfSources(document), publicUrl: origin })
}
