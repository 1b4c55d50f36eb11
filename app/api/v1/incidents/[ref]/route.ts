import { jsonResponse, route } from '#lib/http/route.ts'
import { getIncident } from '#lib/log/queries.ts'

/** One incident with roles, milestones and metrics (D1). */
export const GET = route<{ ref: string }>(async ({ params }) =>
  jsonResponse(JSON.stringify(await getIncident(params.ref))),
)
