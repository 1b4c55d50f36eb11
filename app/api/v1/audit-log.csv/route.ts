import { readAuditCsv } from '#lib/audit/csv.ts'
import { auditQuery } from '#lib/audit/input.ts'
import { csvResponse } from '#lib/http/document.ts'
import { readQuery } from '#lib/http/query.ts'
import { route } from '#lib/http/route.ts'

/** Who did what to people, settings and tokens, as a table. */
export const GET = route(async ({ actor, url }) => {
  return csvResponse(readAuditCsv(actor, readQuery(url, auditQuery)), 'audit-log.csv')
})
