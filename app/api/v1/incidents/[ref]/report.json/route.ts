import { jsonResponse, route } from '#lib/http/route.ts'
import { getReport, readZone } from '#lib/report/queries.ts'

/** The situation report as a document; `?tz=` names another zone than the organisation's. */
export const GET = route<{ ref: string }>(async ({ params, url }) =>
  jsonResponse(JSON.stringify(await getReport(params.ref, { zone: readZone(url) }))),
)
