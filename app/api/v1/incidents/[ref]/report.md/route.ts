import { env } from '#lib/env.ts'
import { documentResponse } from '#lib/http/document.ts'
import { route } from '#lib/http/route.ts'
import { writeReport } from '#lib/report/markdown.ts'
import { getReport, readZone } from '#lib/report/queries.ts'

/** The situation report as Markdown; `?tz=` names another zone than the organisation's. */
export const GET = route<{ ref: string }>(async ({ params, url }) => {
  const report = await getReport(params.ref, { zone: readZone(url) })
  const text = new TextEncoder().encode(writeReport(report, env().publicUrl))
  return documentResponse(text, {
    type: 'text/markdown; charset=utf-8',
    name: `${report.ref}-situation-report.md`,
  })
})
