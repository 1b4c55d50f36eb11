/** A milestone put right by hand, with its reason. What begins at it, begins at its new time. */
import * as z from 'zod'
import type { Incident, Instant } from '#lib/incident/incident.ts'
import { milestone, storedInstant } from '#lib/incident/shapes.ts'
import { milestoneWords } from '#lib/incident/words.ts'
import { defineEntry, sourceOf } from './entry.ts'

const at = storedInstant.nullable()

export const milestoneSet = defineEntry({
  v: 1,
  payload: z.strictObject({ milestone, from: at, to: at, reason: z.string() }),
  evolve: (incident, { milestone, to }, entry) => {
    const changed: Incident = {
      ...incident,
      milestones: { ...incident.milestones, [milestone]: to },
      sources: { ...incident.sources, [milestone]: sourceOf(entry) },
    }
    if (to === null) return changed
    if (milestone === 'reportedAt') return reportedAt(changed, to)
    return milestone === 'resolvedAt' ? resolvedAt(changed, to) : changed
  },
  sentence: ({ milestone, to }, entry) =>
    to === null
      ? `${entry.actor.name} marked as unknown: ${milestoneWords[milestone]}`
      : `${entry.actor.name} set ${milestoneWords[milestone]} to ${plain(to)}`,
})

/** The clock starts with the report: so do the first status and the first severity. */
function reportedAt(incident: Incident, from: Instant): Incident {
  return {
    ...incident,
    statuses: incident.statuses.map((span, index) => (index === 0 ? { ...span, from } : span)),
    severities: incident.severities.map((span, index) => (index === 0 ? { ...span, from } : span)),
  }
}

function resolvedAt(incident: Incident, from: Instant): Incident {
  const last = incident.statuses.findLastIndex(({ status }) => status === 'resolved')
  return {
    ...incident,
    statuses: incident.statuses.map((span, index) => (index === last ? { ...span, from } : span)),
  }
}

/** "2026-05-14 12:31:05 UTC" */
function plain(at: Instant): string {
  return `${at.slice(0, 19).replace('T', ' ')} UTC`
}
