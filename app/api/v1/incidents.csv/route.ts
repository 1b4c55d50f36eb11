import { csvResponse } from '#lib/http/document.ts'
import { readQuery } from '#lib/http/query.ts'
import { route } from '#lib/http/route.ts'
import { readIncidentsCsv } from '#lib/log/export.ts'
import { ExportInput } from '#lib/log/input.ts'
import { zoneFor } from '#lib/people/queries.ts'

/** The list as a table: the filters of /api/v1/incidents, all pages in one. */
export const GET = route(async ({ actor, url }) => {
  const query = readQuery(url, ExportInput, ['label'])
  return csvResponse(await readIncidentsCsv({ ...query, zone: await zoneFor(actor, query) }), 'incidents.csv')
})
