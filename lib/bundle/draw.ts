import type { Report } from '#lib/report/model.ts'
import { renderPdf } from '#lib/report/pdf.ts'

/** A document of a bundle on A4, the same bytes for the same document. Throws AppError unavailable. */
export async function drawPdf(report: Report, origin: string): Promise<Uint8Array> {
  return await renderPdf(report, origin)
}
