import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'

/** Nothing is posted there any more; a second time too. */
export const DELETE = route<{ id: string }>(async ({ actor, params }) => {
  await change(actor, 'remove_webhook', params)
  return jsonResponse('{"removed":true}')
})
