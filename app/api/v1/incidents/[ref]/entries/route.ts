import { readQuery } from '#lib/http/query.ts'
import { jsonResponse, route } from '#lib/http/route.ts'
import { EntriesInput } from '#lib/log/entries-input.ts'
import { listEntries } from '#lib/log/queries.ts'

/**
 * `?after=&before=&limit=&kinds=&q=` → `{entries, lastSeq, corrections}`, oldest first. Without `after` but with
 * `before` these are the newest ones before it.
 */
export const GET = route<{ ref: string }>(async ({ params, url }) =>
  jsonResponse(JSON.stringify(await listEntries(params.ref, readQuery(url, EntriesInput)))),
)
