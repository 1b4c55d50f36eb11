/**
 * What a resolved incident owes before it is closed (DOMAIN §3), in its order: the first is the next step; and
 * what of the report may be shown outside. Pure.
 */
import type { DocumentHead, Incident } from './incident.ts'

export type OwedStep = 'draft' | 'approve' | 'send' | 'post_mortem' | 'bug'

type Given = Pick<Incident, 'status' | 'kind' | 'severity' | 'documents' | 'links' | 'statuses'>

/** The steps that are left; empty when it can be closed, or while it is not resolved. */
export function stepsOwed(incident: Given): OwedStep[] {
  if (incident.status !== 'resolved') return []
  return [...reportStep(incident), ...lessonStep(incident)]
}

function reportStep(incident: Given): OwedStep[] {
  const { report } = incident.documents
  if (!report) return ['draft']
  if (isReportOut(incident)) return []
  return [report.approved?.version === report.saved.version ? 'send' : 'approve']
}

/** Why what was sent is not shown outside. */
export const supersededWords =
  'The incident was reopened after it was sent: it is shown once it is sent again.'

/**
 * What there is to be shown of the report outside: what was sent, of a drill what is approved. One that spoke of
 * an end that did not hold is not.
 */
export function reportToShow({ kind, documents }: Pick<Incident, 'kind' | 'documents'>): DocumentHead | null {
  const { approved = null, sent = null, superseded = false } = documents.report ?? {}
  if (kind === 'drill') return approved
  return superseded ? null : sent
}

/**
 * Whether the report is what a close takes. What went out while the incident was live tells neither its end nor its
 * solution. A drill tells no stakeholder: its report need only be approved.
 */
export function isReportOut({
  kind,
  documents,
  statuses,
}: Pick<Incident, 'kind' | 'documents' | 'statuses'>): boolean {
  const { approved = null, sent = null } = documents.report ?? {}
  const last = kind === 'drill' ? approved : sent
  const end = statuses.findLast(({ status }) => status === 'resolved')
  return last !== null && last.seq > (end?.seq ?? 0)
}

function lessonStep({ kind, severity, documents, links }: Given): OwedStep[] {
  if (severity === 'SEV3') return kind === 'drill' || links.some(isBug) ? [] : ['bug']
  const { published, attached, waived } = documents.postMortem
  return published || attached || waived ? [] : ['post_mortem']
}

/** Whether a link leads to where the rest is tracked: its title says so. */
export function isBug({ title }: { title: string }): boolean {
  return /\b(bug|issue|ticket)\b/i.test(title)
}
