import { fittingQuery } from '#lib/follow-up/input.ts'
import { findFitting } from '#lib/follow-up/queries.ts'
import { readQuery } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'

/** `?topic=` or `?ref=` → open follow-ups that may fit, the likest first, at most three. */
export const GET = route(async ({ url }) => {
  const { topic = '', ref } = readQuery(url, fittingQuery)
  return jsonResponse(JSON.stringify({ followUps: await findFitting(ref ? { ref } : { topic }) }))
})
