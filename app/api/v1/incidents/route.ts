import { readQuery } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { execute } from '#lib/log/execute.ts'
import { findingsOf } from '#lib/log/findings.ts'
import { ListInput } from '#lib/log/input.ts'
import { listIncidents } from '#lib/log/list.ts'
import { respell } from '#lib/log/spelling.ts'
import { zoneFor } from '#lib/people/queries.ts'

/**
 * The filters of lib/log/input.ts → `{incidents, nextCursor}`, newest first. A search also says where the words stand
 * (`findings`, by ref), and when it found nothing, how the words may be meant (`suggestion`).
 */
export const GET = route(async ({ actor, url }) => {
  const query = readQuery(url, ListInput, ['label'])
  const page = await listIncidents({ ...query, zone: await zoneFor(actor, query) })
  if (!query.q?.trim()) return jsonResponse(JSON.stringify(page))
  const findings = await findingsOf(page.incidents, query.q)
  const isNothing = page.incidents.length === 0 && !query.cursor
  const suggestion = isNothing ? await respell(query.q) : null
  return jsonResponse(JSON.stringify({ ...page, findings, suggestion }))
})

/** Declares an incident: 201, its address in Location, `{entries, incident}`. */
export const POST = route(async ({ actor, json, key }) => {
  const body = await json()
  const { text, incident } = await execute(actor, null, withType(body), { key })
  return jsonResponse(text, { status: 201, headers: { Location: `/api/v1/incidents/${incident.ref}` } })
})

/** The address says which command it is; the fields are the door's to check. */
function withType(body: unknown): unknown {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body)
  return isObject ? { type: 'declare_incident', ...body } : body
}
