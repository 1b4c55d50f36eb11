import { readQuery } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { deliveryQuery } from '#lib/messaging/input.ts'
import { listDeliveries } from '#lib/messaging/queries.ts'

/** Who was sent what, newest first → `{deliveries, nextCursor}`. */
export const GET = route(async ({ actor, url }) => {
  return jsonResponse(JSON.stringify(await listDeliveries(actor, readQuery(url, deliveryQuery))))
})
