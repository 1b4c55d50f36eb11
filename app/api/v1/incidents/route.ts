import { readQuery } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { execute } from '#lib/log/execute.ts'
import { ListInput } from '#lib/log/input.ts'
import { listIncidents } from '#lib/log/list.ts'

/** `?status=&severity=&kind=&q=&limit=&cursor=` → `{incidents, nextCursor}`, newest first. */
export const GET = route(async ({ url }) => {
  const page = await listIncidents(readQuery(url, ListInput))
  return jsonResponse(JSON.stringify(page))
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
