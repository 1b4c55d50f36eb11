import { jsonResponse, route } from '#lib/http/route.ts'
import { getReach } from '#lib/share-link/reach/queries.ts'

/** Where a public update of this incident goes, for whoever writes one. */
export const GET = route<{ ref: string }>(async ({ actor, params }) =>
  jsonResponse(JSON.stringify(await getReach(actor, params.ref, new Date().toISOString()))),
)
