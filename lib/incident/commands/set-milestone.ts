/** set_milestone: an instant of the incident put right by hand, with a reason, in the order of DOMAIN §2. */
import * as z from 'zod'
import { type Incident, type Instant, mayBeUnknown, type SettableMilestone } from '#lib/incident/incident.ts'
import { instant, limits, milestone, words } from '#lib/incident/shapes.ts'
import { append, common, conflict, type Decision, defineCommand, invalid, nothingNew } from './command.ts'
import { disordered, notOpen, stale } from './guards.ts'

export const setMilestone = defineCommand({
  input: z.strictObject({ ...common, milestone, at: instant.nullable(), reason: words(limits.line) }),
  decide: (incident, input, context) => {
    const { milestone, at: to, reason } = input
    const from = incident.milestones[milestone]
    if (to === from) return nothingNew
    const closed = notOpen(incident)
    if (closed) return closed
    if (to === null && !mayBeUnknown.includes(milestone)) {
      return invalid(`${milestone} cannot be unknown. Give the time at which it was.`, {
        at: `Give an instant, or choose one of ${mayBeUnknown.join(', ')}.`,
      })
    }
    if (milestone === 'resolvedAt' && from === null) {
      return conflict(
        `${incident.ref} is ${incident.status}, so it has no resolvedAt yet. Resolve it first.`,
        {
          details: { allowed: ['resolve'] },
        },
      )
    }
    return (
      stale(incident, input.basedOn, { [milestone]: { yours: to, now: from } }) ??
      disordered(incident, { [milestone]: to }) ??
      (to === null ? null : outOfCourse(incident, milestone, to)) ??
      append({
        type: 'milestone_set',
        payload: { milestone, from, to, reason },
        occurredAt: input.occurredAt ?? context.now,
      })
    )
  },
})

/** The report begins the course and the resolution ends it: nothing of the course lies outside them. */
function outOfCourse(incident: Incident, milestone: SettableMilestone, at: Instant): Decision | null {
  const { roles, statuses, severities } = incident
  if (milestone === 'reportedAt') {
    const begun: [string, Instant | undefined][] = [
      ['the first change of status', statuses[1]?.from],
      ['the first change of severity', severities[1]?.from],
      ...roles.map((span): [string, Instant] => [`${span.person.name} as ${span.role}`, span.from]),
    ]
    const earlier = begun.find(([, from]) => from !== undefined && from < at)
    return earlier ? outside(`reportedAt (${at}) must not be after ${earlier[0]} (${earlier[1]}).`) : null
  }
  if (milestone !== 'resolvedAt') return null
  const before = statuses.slice(
    0,
    statuses.findLastIndex(({ status }) => status === 'resolved'),
  )
  const last: [string, Instant | null | undefined][] = [
    ['the last change of status', before.at(-1)?.from],
    ['the last change of severity', severities.at(-1)?.from],
    ['commandedAt', incident.milestones.commandedAt],
  ]
  const later = last.find(([, from]) => from != null && from > at)
  return later ? outside(`resolvedAt (${at}) must not be before ${later[0]} (${later[1]}).`) : null
}

function outside(message: string): Decision {
  return conflict(message, { fields: { at: message } })
}
