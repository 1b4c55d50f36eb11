/** Looking in a log further back than the page has loaded it. */
import { askClient } from '#components/live/ask.ts'
import { fetchPage } from '#components/live/server.ts'
import type { EntryPage } from '#components/live/snapshot.ts'
import type { EntryFilter } from '#lib/incident/entries/matching.ts'

const pageSize = 100

/** The newest entries before number `before` that pass the filter, ascending. Throws when not answered. */
export async function findEntries(
  ref: string,
  { kinds, q }: EntryFilter,
  before: number,
): Promise<EntryPage & { isLast: boolean }> {
  const words = q.trim()
  const query = {
    ...{ before, limit: pageSize },
    ...(kinds.length > 0 && { kinds: kinds.join(',') }),
    ...(words && { q: words }),
  }
  const page = await askClient.fetchQuery({
    queryKey: ['entries', ref, query],
    queryFn: () => fetchPage(ref, query),
  })
  return { ...page, isLast: page.entries.length < pageSize }
}

/** What was found may hold what has been redacted since. */
export function forgetFound(ref: string): void {
  askClient.removeQueries({ queryKey: ['entries', ref] })
}
