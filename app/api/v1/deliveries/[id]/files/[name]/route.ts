import { documentResponse } from '#lib/http/document.ts'
import { route } from '#lib/http/route.ts'
import { getAttached } from '#lib/messaging/queries.ts'

/** What went with the message, to save. */
export const GET = route<{ id: string; name: string }>(async ({ actor, params }) => {
  const { bytes, name, type } = await getAttached(actor, params.id, params.name)
  return documentResponse(bytes, {
    type: type === 'text/markdown' ? 'text/markdown; charset=utf-8' : type,
    name,
  })
})
