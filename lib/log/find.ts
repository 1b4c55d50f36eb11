/** What the page of the list shows for a filter: the incidents, and why a search found them. */
import type { IncidentView } from '#lib/incident/incident.ts'
import { findingsOf } from '#lib/log/findings.ts'
import type { ListQuery } from '#lib/log/input.ts'
import { type IncidentPage, listByGroup } from '#lib/log/list.ts'
import type { Finding } from '#lib/log/model.ts'
import { respell } from '#lib/log/spelling.ts'

export type FoundPage = IncidentPage & {
  open: IncidentView[]
  /** By ref, when something was searched for. */
  findings: Record<string, Finding>
  /** What was searched for instead, because nothing holds the words as they were typed; else null. */
  respelled: string | null
}

/** As `listByGroup`. A search that finds nothing is made once more with the nearest words that somebody wrote. */
export async function findByGroup(query: ListQuery): Promise<FoundPage> {
  const page = await listByGroup(query)
  const isNothing = page.open.length + page.incidents.length === 0
  if (!isNothing || !query.q || query.cursor) return await withFindings(page, query.q, null)
  const respelled = await respell(query.q)
  if (respelled === null) return await withFindings(page, query.q, null)
  const again = await listByGroup({ ...query, q: respelled })
  const helps = again.open.length + again.incidents.length > 0
  return await withFindings(again, respelled, helps ? respelled : null)
}

async function withFindings(
  page: IncidentPage & { open: IncidentView[] },
  q: string | undefined,
  respelled: string | null,
): Promise<FoundPage> {
  const findings = await findingsOf([...page.open, ...page.incidents], q)
  return { ...page, findings, respelled }
}
