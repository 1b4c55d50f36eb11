/** The browser's requests on one incident: D8's plain HTTP with the session's cookie. */

import { getJson } from '#components/live/get-json.ts'
import { append, type EntryPage, forget, type Snapshot } from '#components/live/snapshot.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { IncidentView } from '#lib/incident/incident.ts'

/** The path of an incident in the API. */
export function addressOf(ref: string): string {
  return `/api/v1/incidents/${encodeURIComponent(ref)}`
}

const pageSize = 200

/** Brings a snapshot up to date after a gap, a reset, or an entry that this code cannot fold. */
export async function fetchSnapshot(ref: string, known: Snapshot): Promise<Snapshot> {
  const incident = await getJson<IncidentView>(addressOf(ref))
  const behind = incident.seq - known.incident.seq
  // A log that is shorter than what was seen here is another log; far behind, its end will do.
  const isUsable = behind >= 0 && behind <= 2 * pageSize
  const kept: Omit<Snapshot, 'incident'> = isUsable ? known : { entries: [] }
  const after = isUsable ? (known.entries.at(-1)?.seq ?? 0) : Math.max(0, incident.seq - pageSize)
  const fresh = await fetchEntries(ref, after)
  const redactions = fresh.filter(({ type }) => type === 'entry_redacted')
  const base = forget({ ...kept, incident }, redactions)
  const entries = [...base.entries, ...fresh.filter((entry) => entry.seq <= incident.seq)]
  return fresh.reduce<Snapshot>((snapshot, entry) => append(snapshot, entry) ?? snapshot, {
    ...base,
    entries,
  })
}

/** All entries after a number, page by page. */
async function fetchEntries(ref: string, after: number): Promise<Entry[]> {
  const found: Entry[] = []
  for (let from = after; ; ) {
    const { entries } = await fetchPage(ref, { after: from, limit: pageSize })
    found.push(...entries)
    if (entries.length < pageSize) return found
    from = entries.at(-1)?.seq ?? from
  }
}

/** The entries numbered `from` to `to`; at most 500 of them. */
export async function fetchRange(ref: string, from: number, to: number): Promise<EntryPage> {
  return await fetchPage(ref, { after: from - 1, before: to + 1, limit: 500 })
}

/** A page of the log, as the API's query asks for it. Throws SignedOut, or when it is not answered. */
export async function fetchPage(ref: string, query: Record<string, string | number>): Promise<EntryPage> {
  const fields = Object.entries(query).map(([name, value]) => [name, String(value)])
  return await getJson<EntryPage>(`${addressOf(ref)}/entries?${new URLSearchParams(fields)}`)
}
