import { fieldsOf } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'
import { listLinksOf } from '#lib/share-link/queries.ts'

/** The stakeholder links of an incident, never their addresses → `{links}`. */
export const GET = route<{ ref: string }>(async ({ actor, params: { ref } }) => {
  return jsonResponse(JSON.stringify({ links: await listLinksOf(actor, ref) }))
})

/** Makes one → `{id, url}`, the address this once. */
export const POST = route<{ ref: string }>(async ({ actor, params: { ref }, json }) => {
  const fields = fieldsOf(await json())
  if (!readRef(ref)) throw noSuchIncident(ref)
  const made = await change(actor, 'create_share_link', { ...fields, ref })
  return jsonResponse(JSON.stringify(made), { status: 201 })
})
