import { wholeNumber } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { listEntries } from '#lib/log/queries.ts'

/** `?after=&limit=` → `{entries, lastSeq}`, oldest first. */
export const GET = route<{ ref: string }>(async ({ params, url }) => {
  const after = wholeNumber(url, 'after', { from: 0, to: 999_999_999, fallback: 0 })
  const limit = wholeNumber(url, 'limit', { from: 1, to: 1000, fallback: 200 })
  return jsonResponse(JSON.stringify(await listEntries(params.ref, { after, limit })))
})
