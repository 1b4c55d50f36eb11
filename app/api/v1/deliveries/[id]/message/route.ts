import { jsonResponse, route } from '#lib/http/route.ts'
import { getMessage } from '#lib/messaging/queries.ts'

/** The message as it went; a one-time link in it is hidden. */
export const GET = route<{ id: string }>(async ({ actor, params }) => {
  const { attachments, ...message } = await getMessage(actor, params.id)
  const named = attachments.map(({ name, type, size }) => ({ name, type, size }))
  return jsonResponse(JSON.stringify({ ...message, attachments: named }))
})
