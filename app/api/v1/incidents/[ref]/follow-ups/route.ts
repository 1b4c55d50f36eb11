import { fieldsOf } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'

/** Adds a follow-up to an incident, also after its close. */
export const POST = route<{ ref: string }>(async ({ actor, params, json }) => {
  const fields = fieldsOf(await json())
  if (!readRef(params.ref)) throw noSuchIncident(params.ref)
  const added = await change(actor, 'add_follow_up', { ...fields, ref: params.ref })
  return jsonResponse(JSON.stringify(added), { status: 201 })
})
