import { emptyResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'

/** Revokes a link to everything current, for good; a second time too. */
export const DELETE = route<{ id: string }>(async ({ actor, params: { id } }) => {
  await change(actor, 'revoke_share_link', { id, ref: null })
  return emptyResponse()
})
