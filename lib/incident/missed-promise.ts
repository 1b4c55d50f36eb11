/** A missed promise is an entry (D26), whoever comes first: the job at its time, or the act that leaves it behind. Pure. */
import type { Decision } from './commands/command.ts'
import type { Draft } from './entries/table.ts'
import type { Incident, Instant } from './incident.ts'
import type { UpdatePromise } from './public-updates.ts'

/** The note, signed by SitRep. */
export function missedPromise({ dueAt, kind }: UpdatePromise, now: Instant): Draft {
  return { type: 'update_overdue', payload: { dueAt, kind }, occurredAt: now, bySystem: true }
}

/** What answers a promise, or may take it away: a change of the severity or the course, and the end of an incident. */
const leavesBehind: readonly Draft['type'][] = [
  'update_published',
  'severity_changed',
  'status_changed',
  'change_undone',
  'merged_into',
]

/**
 * The decision, with the note first where it is late and still missing: the job that would write it may not have come
 * to it yet, and finds another promise, or none, afterwards.
 */
export function withMissedPromise(incident: Incident, decision: Decision, now: Instant): Decision {
  const { promise } = incident.updates
  if ('refusal' in decision || promise === null || promise.missed !== null || now <= promise.dueAt)
    return decision
  if (!decision.drafts.some(({ type }) => leavesBehind.includes(type))) return decision
  return { ...decision, drafts: [missedPromise(promise, now), ...decision.drafts] }
}
