import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'
import { listWebhooks } from '#lib/subscriber/queries.ts'

/** Where public updates are posted. */
export const GET = route(async ({ actor }) => {
  return jsonResponse(JSON.stringify({ webhooks: await listWebhooks(actor) }))
})

/** The answer holds the secret, this once. */
export const POST = route(async ({ actor, json }) => {
  const added = await change(actor, 'add_webhook', await json())
  return jsonResponse(JSON.stringify(added), { status: 201 })
})
