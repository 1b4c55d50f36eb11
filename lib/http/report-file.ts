/** The two documents of an incident as files: one function for each form, whichever address asks for it. */
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { getFile } from '#lib/file/queries.ts'
import { documentResponse, streamResponse } from '#lib/http/document.ts'
import { type Call, jsonResponse } from '#lib/http/route.ts'
import { readLogParts } from '#lib/log/parts.ts'
import { writePostMortem } from '#lib/post-mortem/markdown.ts'
import { writeReport } from '#lib/report/markdown.ts'
import { readPaper } from '#lib/report/paper.ts'
import { type PdfDocument, type PdfOptions, renderPdf } from '#lib/report/pdf.ts'
import { getReport, readZone } from '#lib/report/queries.ts'

type Asked = Pick<Call<{ ref: string }>, 'params' | 'url'>

/** The situation report as PDF with the whole log; `?tz=` names a zone, `?paper=` A4 or Letter. */
export async function reportPdf({ params, url }: Asked): Promise<Response> {
  // Asked first: a report is composed for nobody who asks for paper that there is not.
  readPaper(url)
  return await pdfFile(await reportOf({ params, url }), url)
}

/** The situation report as Markdown; `?tz=` names a zone. */
export async function reportMarkdown(asked: Asked): Promise<Response> {
  return markdownFile(await reportOf(asked))
}

/** The situation report as a document; `?tz=` names a zone. */
export async function reportJson(asked: Asked): Promise<Response> {
  return jsonFile(await reportOf(asked))
}

async function reportOf({ params, url }: Asked): Promise<PdfDocument> {
  return { kind: 'report', report: await getReport(params.ref, { zone: readZone(url) }) }
}

/** On the paper that `?paper=` names, the report with its whole log. Throws AppError: invalid, unavailable. */
export async function pdfFile(document: PdfDocument, url: URL): Promise<Response> {
  const paper = readPaper(url)
  const parts = await renderPdf(document, { ...pdfSources(document), paper })
  return streamResponse(parts, { type: 'application/pdf', name: `${fileName(document)}.pdf` })
}

/** What a PDF takes from the database as it is drawn; also for mails and bundles. */
export function pdfSources(document: PdfDocument): PdfOptions {
  const { publicUrl } = env()
  // The log stands in the report; the post-mortem, which is attached to it, tells its own timeline.
  if (document.kind === 'post_mortem') return { publicUrl, picture }
  const { ref, entries } = document.report
  return { publicUrl, picture, log: readLogParts(ref, { through: entries }) }
}

/** As Markdown. */
export function markdownFile(document: PdfDocument): Response {
  const { publicUrl } = env()
  const text =
    document.kind === 'report'
      ? writeReport(document.report, publicUrl)
      : writePostMortem(document.postMortem, publicUrl)
  return documentResponse(new TextEncoder().encode(text), {
    type: 'text/markdown; charset=utf-8',
    name: `${fileName(document)}.md`,
  })
}

/** As the document itself. */
export function jsonFile(document: PdfDocument): Response {
  return jsonResponse(JSON.stringify(document.kind === 'report' ? document.report : document.postMortem))
}

function fileName(document: PdfDocument): string {
  return document.kind === 'report'
    ? `${document.report.ref}-situation-report`
    : `${document.postMortem.ref}-post-mortem`
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
