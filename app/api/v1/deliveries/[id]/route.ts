import { jsonResponse, route } from '#lib/http/route.ts'
import { getDelivery } from '#lib/messaging/queries.ts'

/** One delivery. */
export const GET = route<{ id: string }>(async ({ actor, params }) => {
  return jsonResponse(JSON.stringify(await getDelivery(actor, params.id)))
})
