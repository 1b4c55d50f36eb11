/** What a resolved incident owes before it is closed (DOMAIN §3), in its order: the first is the next step. Pure. */
import type { Incident } from './incident.ts'

export type OwedStep = 'draft' | 'approve' | 'send' | 'post_mortem' | 'bug'

type Given = Pick<Incident, 'status' | 'kind' | 'severity' | 'documents' | 'links'>

/** The steps that are left; empty when it can be closed, or while it is not resolved. */
export function stepsOwed(incident: Given): OwedStep[] {
  if (incident.status !== 'resolved') return []
  return [...reportStep(incident), ...lessonStep(incident)]
}

/** A drill tells no stakeholder: its report need only be approved. */
function reportStep({ kind, documents }: Given): OwedStep[] {
  const { report } = documents
  if (!report) return ['draft']
  const { saved, approved, sent, superseded } = report
  const isOut = kind === 'drill' ? approved !== null && !superseded : sent !== null && !superseded
  if (isOut) return []
  return approved && approved.version === saved.version ? ['send'] : ['approve']
}

function lessonStep({ kind, severity, documents, links }: Given): OwedStep[] {
  if (severity === 'SEV3') return kind === 'drill' || links.some(isBug) ? [] : ['bug']
  const { published, attached, waived } = documents.postMortem
  return published || attached || waived ? [] : ['post_mortem']
}

function isBug({ title }: { title: string }): boolean {
  return /\b(bug|issue|ticket)\b/i.test(title)
}
