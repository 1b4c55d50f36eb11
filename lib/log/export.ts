/** The list as a table for spreadsheets. */
import { type Cell, csvLine, csvStart } from '#lib/csv/model.ts'
import { type Answer, commander, type IncidentView, type Severity } from '#lib/incident/incident.ts'
import type { ListFilter, ListQuery } from '#lib/log/input.ts'
import { type IncidentPage, listIncidents } from '#lib/log/list.ts'

/** Incidents per query, and in memory at once. */
const BATCH = 200

/**
 * Every incident that the filter leaves, newest first, as CSV in parts. The first query is made at once, so that its
 * failure is an answer of its own; each further one when the reader has taken what came before.
 */
export async function readIncidentsCsv(
  query: ListFilter & Pick<ListQuery, 'zone'>,
): Promise<AsyncIterable<Uint8Array>> {
  return partsOf(query, await listIncidents({ ...query, limit: BATCH }))
}

async function* partsOf(query: ListQuery, first: IncidentPage): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder()
  yield bytes.encode(csvStart + csvLine(columns.map(({ name }) => name)))
  for (let page = first; ; ) {
    yield bytes.encode(page.incidents.map(lineOf).join(''))
    if (!page.nextCursor) return
    page = await listIncidents({ ...query, limit: BATCH, cursor: page.nextCursor })
  }
}

function lineOf(incident: IncidentView): string {
  return csvLine(columns.map(({ read }) => read(incident)))
}

/** Instants as RFC 3339 in UTC, durations in whole seconds, nothing where nothing is known. */
const columns: readonly { name: string; read: (incident: IncidentView) => Cell }[] = [
  { name: 'ref', read: ({ ref }) => ref },
  { name: 'kind', read: ({ kind }) => kind },
  { name: 'topic', read: ({ topic }) => topic },
  { name: 'severity', read: ({ severity }) => severity },
  { name: 'status', read: ({ status }) => status },
  { name: 'reported', read: ({ reported }) => reported },
  { name: 'reportedBy', read: ({ reportedBy }) => reportedBy },
  { name: 'source', read: ({ source }) => source },
  { name: 'commander', read: commanderOf },
  { name: 'components', read: (incident) => labelsOf(incident, 'component') },
  { name: 'causes', read: (incident) => labelsOf(incident, 'cause') },
  { name: 'who', read: ({ impact }) => wordsOf(impact.who) },
  { name: 'how', read: ({ impact }) => wordsOf(impact.how) },
  { name: 'cause', read: ({ facts }) => facts.cause?.text ?? null },
  { name: 'solution', read: ({ solution }) => solution },
  { name: 'impactStartedAt', read: ({ milestones }) => milestones.impactStartedAt },
  { name: 'detectedAt', read: ({ milestones }) => milestones.detectedAt },
  { name: 'reportedAt', read: ({ milestones }) => milestones.reportedAt },
  { name: 'acknowledgedAt', read: ({ milestones }) => milestones.acknowledgedAt },
  { name: 'commandedAt', read: ({ milestones }) => milestones.commandedAt },
  { name: 'mitigatedAt', read: ({ milestones }) => milestones.mitigatedAt },
  { name: 'resolvedAt', read: ({ milestones }) => milestones.resolvedAt },
  { name: 'closedAt', read: ({ milestones }) => milestones.closedAt },
  { name: 'responseSeconds', read: ({ metrics }) => metrics.responseSeconds },
  { name: 'timeToCommandSeconds', read: ({ metrics }) => metrics.timeToCommandSeconds },
  { name: 'timeToMitigateSeconds', read: ({ metrics }) => metrics.timeToMitigateSeconds },
  { name: 'timeToResolveSeconds', read: ({ metrics }) => metrics.timeToResolveSeconds },
  { name: 'sev1Seconds', read: (incident) => secondsIn(incident, 'SEV1') },
  { name: 'sev2Seconds', read: (incident) => secondsIn(incident, 'SEV2') },
  { name: 'sev3Seconds', read: (incident) => secondsIn(incident, 'SEV3') },
  { name: 'promisesDue', read: ({ metrics }) => metrics.promises?.due ?? null },
  { name: 'promisesKept', read: ({ metrics }) => metrics.promises?.kept ?? null },
  { name: 'worstSecondsLate', read: ({ metrics }) => metrics.promises?.worstSecondsLate ?? null },
  { name: 'mergedInto', read: ({ mergedInto }) => mergedInto?.ref ?? null },
]

/** Whoever has command, or had it last. */
function commanderOf(incident: IncidentView): string | null {
  const last = incident.roles.findLast(({ role }) => role === 'commander')
  return (commander(incident) ?? last?.person)?.name ?? null
}

function labelsOf({ labels }: IncidentView, kind: string): string | null {
  const names = labels.filter((label) => label.kind === kind).map(({ name }) => name)
  return names.length > 0 ? names.join('; ') : null
}

function wordsOf(answer: Answer): string | null {
  if (answer === null) return null
  return 'text' in answer ? answer.text : 'Not yet known'
}

function secondsIn({ metrics }: IncidentView, severity: Severity): number | null {
  if (metrics.timeInSeverity.length === 0) return null
  const spans = metrics.timeInSeverity.filter((span) => span.severity === severity)
  return spans.reduce((sum, { seconds }) => sum + seconds, 0)
}
