/** Between the state and its row: the columns that repeat it, and the wire form made of it. */
import type { incidents } from '#db/schema/incidents.ts'
import { measure } from '#lib/incident/clock.ts'
import type { Incident, IncidentView, Label } from '#lib/incident/incident.ts'

/** Raised whenever `evolve` changes what it makes of the same log; the rows are then folded anew (D5). */
export const foldVersion = 7

type Row = typeof incidents.$inferInsert

/** The columns of `incidents` that follow the state. */
export function columnsOf(state: Incident) {
  const { milestones } = state
  return {
    foldVersion,
    state,
    topic: state.topic,
    severity: state.severity,
    status: state.status,
    impactStartedAt: milestones.impactStartedAt,
    reportedAt: milestones.reportedAt ?? state.statuses[0]?.from ?? '',
    acknowledgedAt: milestones.acknowledgedAt,
    mitigatedAt: milestones.mitigatedAt,
    resolvedAt: milestones.resolvedAt,
    closedAt: milestones.closedAt,
    labels: state.labels.map(labelColumn),
    mergedInto: state.mergedInto?.id ?? null,
  } satisfies Partial<Row>
}

/** A label as its column holds it: the same for a name in any case. */
export function labelColumn({ kind, name }: Label): string {
  return `${kind}:${name.toLowerCase()}`
}

/** An incident as every reader gets it (D1). */
export function toView(state: Incident, headHash: string): IncidentView {
  return { ...state, headHash, metrics: measure(state) }
}
