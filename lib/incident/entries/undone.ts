/** change_undone: the latest change of severity or status taken back, as if it had not been. */
import * as z from 'zod'
import type { Incident, Undoable } from '#lib/incident/incident.ts'
import { severity, status } from '#lib/incident/shapes.ts'
import { statusNames } from '#lib/incident/words.ts'
import { defineEntry } from './entry.ts'

export const changeUndone = defineEntry({
  v: 1,
  /** `from` is what the change had brought, `to` what holds again. */
  payload: z.discriminatedUnion('field', [
    z.strictObject({ field: z.literal('severity'), from: severity, to: severity }),
    z.strictObject({ field: z.literal('status'), from: status, to: status }),
  ]),
  evolve: (incident, payload, entry) => {
    const change = incident.undo.find(({ seq }) => seq === entry.corrects)
    if (!change) return incident
    const back = {
      ...incident,
      undo: incident.undo.filter((each) => each !== change),
      undone: { ...incident.undone, [change.field]: entry.seq },
    }
    if (payload.field === 'status') return withMitigation({ ...back, status: payload.to }, change)
    return restored({ ...back, severity: payload.to }, change)
  },
  sentence: (payload, entry) =>
    payload.field === 'severity'
      ? `${entry.actor.name} took back ${payload.from}: the severity is ${payload.to} again`
      : `${entry.actor.name} took back ${statusNames[payload.from]}: the status is ${statusNames[payload.to]} again`,
})

/** The span of the change goes, and the field rests on what it rested on before. */
function restored(incident: Incident, { seq, field, before }: Undoable): Incident {
  const { [field]: _, ...sources } = incident.sources
  const source = before[field]
  return {
    ...incident,
    statuses: incident.statuses.filter((span) => field !== 'status' || span.seq !== seq),
    severities: incident.severities.filter((span) => field !== 'severity' || span.seq !== seq),
    sources: source ? { ...sources, [field]: source } : sources,
  }
}

/** The mitigation that the change of status set or cleared goes back too, unless somebody has set it since. */
function withMitigation(incident: Incident, change: Undoable): Incident {
  const back = restored(incident, change)
  if (back.sources.mitigatedAt?.seq !== change.seq) return back
  const { mitigatedAt: _, ...sources } = back.sources
  const source = change.before.mitigatedAt
  return {
    ...back,
    milestones: { ...back.milestones, mitigatedAt: change.mitigatedAt },
    sources: source ? { ...sources, mitigatedAt: source } : sources,
  }
}
