/** The course of an incident: severity, status, impact, facts, solution, links. */
import * as z from 'zod'
import type { Incident, Milestones, Status, Undoable } from '#lib/incident/incident.ts'
import { courseStatuses, isLive, isReopening } from '#lib/incident/incident.ts'
import { answer, severity, status, storedInstant } from '#lib/incident/shapes.ts'
import { statusNames } from '#lib/incident/words.ts'
import { defineEntry, type EntryHead, olderVersion, sourceOf, spanOf } from './entry.ts'

export const severityChanged = defineEntry({
  v: 1,
  payload: z.strictObject({ from: severity, to: severity, reason: z.string().nullable() }),
  evolve: (incident, { to }, entry) => ({
    ...incident,
    severity: to,
    severities: [...incident.severities, spanOf(to, entry)],
    sources: { ...incident.sources, severity: sourceOf(entry) },
    undo: [...incident.undo, undoable(incident, 'severity', entry)],
  }),
  sentence: ({ from, to }, entry) =>
    `${entry.actor.name} ${to < from ? 'raised' : 'lowered'} the severity from ${from} to ${to}`,
})

const firstStatus = z.enum(courseStatuses)

export const statusChanged = defineEntry({
  v: 2,
  older: [
    olderVersion({
      v: 1,
      // Written before an incident could be cancelled or merged.
      payload: z.strictObject({ from: firstStatus, to: firstStatus, reason: z.string().nullable() }),
      upcast: (payload) => payload,
    }),
  ],
  payload: z.strictObject({ from: status, to: status, reason: z.string().nullable() }),
  evolve: (incident, { from, to }, entry) => {
    const moved: Incident = {
      ...incident,
      ...(isReopening(from, to) ? { documents: superseded(incident) } : {}),
      status: to,
      milestones: { ...incident.milestones, ...milestonesOf(to, incident, entry) },
      statuses: [
        ...incident.statuses,
        { status: to, from: entry.occurredAt, by: entry.actor, seq: entry.seq },
      ],
      sources: { ...incident.sources, status: sourceOf(entry) },
    }
    if (!isLive(moved)) return { ...moved, offer: null, undo: incident.undo.filter(isOfSeverity) }
    // What SitRep itself did, and a reopening, are no mistakes of somebody's hand.
    if (entry.actor.kind === 'system' || !isLive({ status: from })) return moved
    return { ...moved, undo: [...incident.undo, undoable(incident, 'status', entry)] }
  },
  sentence: ({ from, to }, { actor }) => {
    if (actor.kind === 'system') return `Moved to ${statusNames[to]}`
    if (to === 'cancelled') return `${actor.name} cancelled the incident`
    if (isReopening(from, to)) return `${actor.name} reopened the incident`
    return `${actor.name} moved the incident to ${statusNames[to]}`
  },
})

/** What was approved and sent spoke of an end that did not hold. */
function superseded({ documents }: Incident): Incident['documents'] {
  const { report } = documents
  return { ...documents, report: report && { ...report, approved: null, superseded: report.sent !== null } }
}

function isOfSeverity({ field }: Undoable): boolean {
  return field === 'severity'
}

/** What stands before the change of `entry`, for whoever takes it back. */
function undoable(incident: Incident, field: Undoable['field'], { seq }: EntryHead): Undoable {
  const { sources, milestones } = incident
  const kept = [field, 'mitigatedAt'] as const
  const before = Object.fromEntries(kept.flatMap((name) => (sources[name] ? [[name, sources[name]]] : [])))
  const { promise } = incident.updates
  return { seq, field, mitigatedAt: milestones.mitigatedAt, promise, before }
}

/**
 * Monitoring means "fixed, watching": entering it is the mitigation G. Going back to investigating or
 * identified takes that back, because the fix did not hold.
 */
function milestonesOf(to: Status, incident: Incident, entry: EntryHead): Partial<Milestones> {
  const reopened =
    isLive(incident) || !isLive({ status: to })
      ? {}
      : { resolvedAt: null, reportSentAt: null, closedAt: null }
  if (to === 'monitoring') {
    return { ...reopened, mitigatedAt: incident.milestones.mitigatedAt ?? entry.occurredAt }
  }
  if (to === 'investigating' || to === 'identified') return { ...reopened, mitigatedAt: null }
  if (to === 'resolved') return { resolvedAt: entry.occurredAt }
  if (to === 'closed') return { closedAt: entry.occurredAt }
  return {}
}

export const impactDescribed = defineEntry({
  v: 1,
  payload: z.strictObject({
    who: answer.optional(),
    how: answer.optional(),
    startedAt: storedInstant.optional(),
  }),
  evolve: (incident, { who, how, startedAt }, entry) => ({
    ...incident,
    impact: { who: who ?? incident.impact.who, how: how ?? incident.impact.how },
    milestones: startedAt ? { ...incident.milestones, impactStartedAt: startedAt } : incident.milestones,
    sources: {
      ...incident.sources,
      ...(who ? { who: sourceOf(entry) } : {}),
      ...(how ? { how: sourceOf(entry) } : {}),
    },
  }),
  sentence: (_, entry) => `${entry.actor.name} described the impact`,
})

export const factStated = defineEntry({
  v: 1,
  payload: z.strictObject({ fact: z.enum(['cause', 'now']), text: z.string() }),
  evolve: (incident, { fact, text }, entry) => ({
    ...incident,
    facts: { ...incident.facts, [fact]: { text } },
    sources: { ...incident.sources, [fact]: sourceOf(entry) },
  }),
  sentence: ({ fact }, entry) =>
    fact === 'cause' ? `${entry.actor.name} stated the cause` : `${entry.actor.name} stated what is true now`,
})

export const solutionStated = defineEntry({
  v: 1,
  payload: z.strictObject({ solution: z.string() }),
  evolve: (incident, { solution }, entry) => ({
    ...incident,
    solution,
    sources: { ...incident.sources, solution: sourceOf(entry) },
  }),
  sentence: (_, entry) => `${entry.actor.name} stated the solution`,
})

export const linkAdded = defineEntry({
  v: 1,
  payload: z.strictObject({ title: z.string(), url: z.string() }),
  // An address that was redacted leads nowhere.
  evolve: (incident, { title, url }, entry) =>
    entry.redacted ? incident : { ...incident, links: [...incident.links, { title, url, seq: entry.seq }] },
  sentence: ({ title }, entry) => `${entry.actor.name} added a link: ${title}`,
})
