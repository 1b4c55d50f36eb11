import { emptyResponse, route } from '#lib/http/route.ts'
import { change } from '#lib/log/change.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'

/** Revokes a link of this incident, for good; a second time too. */
export const DELETE = route<{ ref: string; id: string }>(async ({ actor, params: { ref, id } }) => {
  if (!readRef(ref)) throw noSuchIncident(ref)
  await change(actor, 'revoke_share_link', { id, ref })
  return emptyResponse()
})
