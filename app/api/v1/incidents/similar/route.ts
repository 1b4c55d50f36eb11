import { readQuery } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { SimilarInput } from '#lib/log/input.ts'
import { findSimilar } from '#lib/log/similar.ts'

/** `?topic=&kind=` → open incidents whose topic is like this one, the likest first, at most five. */
export const GET = route(async ({ url }) => {
  const { topic, kind } = readQuery(url, SimilarInput)
  return jsonResponse(JSON.stringify({ incidents: await findSimilar(topic, kind) }))
})
