import { jsonResponse, route } from '#lib/http/route.ts'
import { readPreview } from '#lib/share-link/preview/input.ts'
import { previewUpdate } from '#lib/share-link/preview/queries.ts'

/** How an update will look on the link and as a mail; nothing is kept. */
export const POST = route<{ ref: string }>(async ({ actor, params, json }) => {
  const preview = await previewUpdate(actor, params.ref, readPreview(await json()), new Date().toISOString())
  return jsonResponse(JSON.stringify(preview))
})
