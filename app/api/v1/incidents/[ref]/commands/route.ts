import { jsonResponse, route } from '#lib/http/route.ts'
import { execute } from '#lib/log/execute.ts'

/** `{type, …}` → `{entries, incident}`; the same Idempotency-Key and body give the same bytes again. */
export const POST = route<{ ref: string }>(async ({ actor, params, json, key }) => {
  const { text } = await execute(actor, params.ref, await json(), { key })
  return jsonResponse(text)
})
