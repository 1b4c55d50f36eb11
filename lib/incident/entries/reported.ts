/** incident_reported: the first entry of every log. It begins the state. */
import * as z from 'zod'
import type { Incident, Milestones } from '#lib/incident/incident.ts'
import { milestoneNames, noPostMortem } from '#lib/incident/incident.ts'
import { noUpdates } from '#lib/incident/public-updates.ts'
import { answer, severity } from '#lib/incident/shapes.ts'
import { defineEntry, type EntryHead, sourceOf, spanOf } from './entry.ts'
import { promiseBySeverity } from './promise.ts'

const payload = z.strictObject({
  id: z.string(),
  ref: z.string(),
  kind: z.enum(['real', 'drill']),
  topic: z.string(),
  severity,
  reported: z.string(),
  reportedBy: z.string(),
  source: z.string(),
  impact: z.strictObject({ who: answer.nullable(), how: answer.nullable() }),
})

export const incidentReported = defineEntry({
  v: 1,
  payload,
  evolve: (_, reported, entry) => begin(reported, entry),
  sentence: (reported) => `Reported by ${reported.reportedBy}, ${reported.source}: ${reported.topic}`,
})

function begin(reported: z.output<typeof payload>, entry: EntryHead): Incident {
  const { impact, severity: level, ...said } = reported
  const source = sourceOf(entry)
  const severities = [spanOf(level, entry)]
  const since = { seq: entry.seq, at: entry.recordedAt }
  return {
    ...said,
    severity: level,
    status: 'reported',
    seq: entry.seq,
    impact,
    solution: null,
    facts: { cause: null, now: null },
    links: [],
    labels: [],
    pins: [],
    roles: [],
    offer: null,
    commanderActiveAt: null,
    nudge: null,
    mergedInto: null,
    merged: [],
    milestones: { ...noMilestones(), reportedAt: entry.occurredAt },
    acknowledgements: [],
    statuses: [{ status: 'reported', from: entry.occurredAt, by: entry.actor, seq: entry.seq }],
    severities,
    sources: {
      topic: source,
      reported: source,
      severity: source,
      status: source,
      ...(impact.who ? { who: source } : {}),
      ...(impact.how ? { how: source } : {}),
      reportedAt: source,
    },
    undo: [],
    documents: { report: null, postMortem: noPostMortem },
    undone: {},
    updates: {
      ...noUpdates,
      since,
      promise: promiseBySeverity({ severity: level, severities, updates: { since, published: 0 } }),
    },
  }
}

function noMilestones(): Milestones {
  // Every name of the closed list gets its null, so the record is whole.
  return Object.fromEntries(milestoneNames.map((name) => [name, null])) as Milestones
}
