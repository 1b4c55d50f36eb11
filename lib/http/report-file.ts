/** The two documents of an incident as files: one function for each form, whichever address asks for it. */

import { readVersionNumber } from '#lib/document/input.ts'
import { getPostMortemEdition, getReportEdition } from '#lib/document/queries.ts'
import { env } from '#lib/env.ts'
import { documentResponse, streamResponse } from '#lib/http/document.ts'
import { type Call, jsonResponse } from '#lib/http/route.ts'
import { writePostMortem } from '#lib/post-mortem/markdown.ts'
import { writeReport } from '#lib/report/markdown.ts'
import { readPaper } from '#lib/report/paper.ts'
import { type PdfDocument, renderPdf } from '#lib/report/pdf.ts'
import { pdfSources } from '#lib/report/pdf-sources.ts'
import { readZone } from '#lib/report/zone.ts'

type Asked = Pick<Call<{ ref: string }>, 'params' | 'url'>

/**
 * The situation report as PDF with the whole log: as it is written now, or as `?version=` saved it. `?tz=` names a zone,
 * `?paper=` A4 or Letter.
 */
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
  const asked = { zone: readZone(url), version: readVersionNumber(url) }
  return { kind: 'report', report: await getReportEdition(params.ref, asked) }
}

/** The post-mortem as PDF; `?version=`, `?tz=` and `?paper=` as above. */
export async function postMortemPdf(asked: Asked): Promise<Response> {
  readPaper(asked.url)
  return await pdfFile(await postMortemOf(asked), asked.url)
}

/** The post-mortem as Markdown. */
export async function postMortemMarkdown(asked: Asked): Promise<Response> {
  return markdownFile(await postMortemOf(asked))
}

/** The post-mortem as a document. */
export async function postMortemJson(asked: Asked): Promise<Response> {
  return jsonFile(await postMortemOf(asked))
}

async function postMortemOf({ params, url }: Asked): Promise<PdfDocument> {
  const asked = { zone: readZone(url), version: readVersionNumber(url) }
  return { kind: 'post_mortem', postMortem: await getPostMortemEdition(params.ref, asked) }
}

/** On the paper that `?paper=` names, the report with its whole log. Throws AppError: invalid, unavailable. */
async function pdfFile(document: PdfDocument, url: URL): Promise<Response> {
  const paper = readPaper(url)
  const parts = await renderPdf(document, { ...pdfSources(document), paper })
  return streamResponse(parts, { type: 'application/pdf', name: `${fileName(document)}.pdf` })
}

/** As Markdown. */
function markdownFile(document: PdfDocument): Response {
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
function jsonFile(document: PdfDocument): Response {
  return jsonResponse(JSON.stringify(document.kind === 'report' ? document.report : document.postMortem))
}

function fileName(document: PdfDocument): string {
  return document.kind === 'report'
    ? `${document.report.ref}-situation-report`
    : `${document.postMortem.ref}-post-mortem`
}
