import { fieldsOf } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'

/** Changes the fields that are given. */
export const PATCH = route<{ id: string }>(async ({ actor, params, json }) => {
  const fields = fieldsOf(await json())
  return jsonResponse(JSON.stringify(await change(actor, 'edit_stakeholder', { ...fields, ...params })))
})

/** Takes somebody out of the directory; a second time too. */
export const DELETE = route<{ id: string }>(async ({ actor, params }) => {
  await change(actor, 'remove_stakeholder', params)
  return jsonResponse('{"removed":true}')
})
