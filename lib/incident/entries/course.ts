/** The course of an incident: severity, status, impact, facts, solution, links. */
import * as z from 'zod'
import type { Incident, Milestones, Status } from '#lib/incident/incident.ts'
import { isLive } from '#lib/incident/incident.ts'
import { answer, severity, status, storedInstant } from '#lib/incident/shapes.ts'
import { statusNames } from '#lib/incident/words.ts'
import { defineEntry, type EntryHead, sourceOf } from './entry.ts'

export const severityChanged = defineEntry({
  v: 1,
  payload: z.strictObject({ from: severity, to: severity, reason: z.string().nullable() }),
  evolve: (incident, { to }, entry) => ({
    ...incident,
    severity: to,
    severities: [...incident.severities, { severity: to, from: entry.occurredAt, seq: entry.seq }],
    sources: { ...incident.sources, severity: sourceOf(entry) },
  }),
  sentence: ({ from, to }, entry) =>
    `${entry.actor.name} ${to < from ? 'raised' : 'lowered'} the severity from ${from} to ${to}`,
})

export const statusChanged = defineEntry({
  v: 1,
  payload: z.strictObject({ from: status, to: status, reason: z.string().nullable() }),
  evolve: (incident, { to }, entry) => {
    const moved: Incident = {
      ...incident,
      status: to,
      milestones: { ...incident.milestones, ...milestonesOf(to, incident, entry) },
      statuses: [
        ...incident.statuses,
        { status: to, from: entry.occurredAt, by: entry.actor, seq: entry.seq },
      ],
      sources: { ...incident.sources, status: sourceOf(entry) },
    }
    return isLive(moved) ? moved : { ...moved, offer: null }
  },
  sentence: ({ to }, entry) =>
    entry.actor.kind === 'system'
      ? `Moved to ${statusNames[to]}`
      : `${entry.actor.name} moved the incident to ${statusNames[to]}`,
})

/**
 * Monitoring means "fixed, watching": entering it is the mitigation G. Going back to investigating or
 * identified takes that back, because the fix did not hold.
 */
function milestonesOf(to: Status, incident: Incident, entry: EntryHead): Partial<Milestones> {
  if (to === 'monitoring') return { mitigatedAt: incident.milestones.mitigatedAt ?? entry.occurredAt }
  if (to === 'investigating' || to === 'identified') return { mitigatedAt: null }
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
      ...(startedAt ? { impactStartedAt: sourceOf(entry) } : {}),
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
  evolve: (incident, { title, url }, entry) => ({
    ...incident,
    links: [...incident.links, { title, url, seq: entry.seq }],
  }),
  sentence: ({ title }, entry) => `${entry.actor.name} added a link: ${title}`,
})
