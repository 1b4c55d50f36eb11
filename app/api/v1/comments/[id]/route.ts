import { readResolved } from '#lib/document/input.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'

/** Resolves a comment, or opens it again. */
export const POST = route<{ id: string }>(async ({ actor, params: { id }, json }) => {
  const name = readResolved(await json()) ? 'resolve_comment' : 'reopen_comment'
  return jsonResponse(JSON.stringify(await change(actor, name, { id })))
})
