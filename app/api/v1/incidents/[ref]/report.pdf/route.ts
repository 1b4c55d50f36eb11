import { env } from '#lib/env.ts'
import { documentResponse } from '#lib/http/document.ts'
import { route } from '#lib/http/route.ts'
import { renderPdf } from '#lib/report/pdf.ts'
import { getReport, readZone } from '#lib/report/queries.ts'

/** The situation report on A4; `?tz=` names another zone than the organisation's. */
export const GET = route<{ ref: string }>(async ({ params, url }) => {
  const report = await getReport(params.ref, { zone: readZone(url) })
  const bytes = await renderPdf(report, env().publicUrl)
  return documentResponse(bytes, { type: 'application/pdf', name: `${report.ref}-situation-report.pdf` })
})
