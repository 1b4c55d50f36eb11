/** reopen, cancel, merge_into: the ways out of the course, and back into it (DOMAIN §3). */
import * as z from 'zod'
import { type Incident, isLive } from '#lib/incident/incident.ts'
import { incidentRef, limits, words } from '#lib/incident/shapes.ts'
import { append, common, conflict, type Decision, defineCommand, invalid, nothingNew } from './command.ts'
import { moved } from './course.ts'
import { before, claimedTime, notLive, stateWords } from './guards.ts'

/** How long after the resolution an incident can be opened again. */
const reopenDays = 30
const reason = words(limits.line)

export const reopen = defineCommand({
  input: z.strictObject({ ...common, reason }),
  decide: (incident, input, context) => {
    const { status, milestones, statuses } = incident
    if (status !== 'resolved' && status !== 'closed') {
      return conflict(`${stateWords(incident)}. Only a resolved or closed incident can be reopened.`)
    }
    const resolvedAt = milestones.resolvedAt ?? context.now
    const until = new Date(Date.parse(resolvedAt) + reopenDays * 86_400_000).toISOString()
    if (context.now > until) {
      return conflict(
        `${incident.ref} was resolved at ${resolvedAt} and could be reopened for ${reopenDays} days, until ${until}. Declare a new incident.`,
        { details: { allowed: ['declare_incident'], until } },
      )
    }
    const floor = statuses.at(-1)?.from ?? resolvedAt
    const at = claimedTime(input, context, floor)
    return (
      before(at, floor, `the time when it was ${status}`) ??
      append(moved(status, 'investigating', at, input.reason))
    )
  },
})

export const cancel = defineCommand({
  input: z.strictObject({ ...common, reason }),
  decide: (incident, input, context) => {
    const { status, statuses } = incident
    if (status === 'cancelled') return nothingNew
    if (status !== 'reported' && status !== 'investigating') {
      return conflict(
        `${stateWords(incident)}. Only an incident that is reported or investigating can be cancelled.`,
        { details: { allowed: isLive(incident) ? ['resolve', 'merge_into'] : [] } },
      )
    }
    const floor = statuses.at(-1)?.from ?? context.now
    const at = claimedTime(input, context, floor)
    return before(at, floor, `the start of ${status}`) ?? append(moved(status, 'cancelled', at, input.reason))
  },
})

export const mergeInto = defineCommand({
  input: z.strictObject({ ...common, target: incidentRef, reason: reason.optional() }),
  needs: (input) => ({ incidents: [input.target] }),
  decide: (incident, input, context) => {
    if (incident.mergedInto?.ref === input.target) return nothingNew
    if (input.target === incident.ref) {
      return invalid('An incident cannot be merged into itself.', { target: 'Name another incident.' })
    }
    const ended = notLive(incident)
    if (ended) return ended
    const target = context.incident(input.target)
    if (!target) {
      return invalid(`There is no incident ${input.target}.`, {
        target: 'Name a live incident, such as INC-42.',
      })
    }
    const floor = incident.statuses.at(-1)?.from ?? context.now
    const at = claimedTime(input, context, floor)
    return (
      before(at, floor, `the start of ${incident.status}`) ??
      unfit(incident, target) ??
      merged(incident, target, { at, reason: input.reason })
    )
  },
})

function unfit(incident: Incident, target: Incident): Decision | null {
  if (target.mergedInto?.ref === incident.ref) {
    return conflict(`${stateWords(target)}, so they are one already. Name another incident.`)
  }
  if (target.mergedInto) {
    return conflict(`${stateWords(target)}. Merge ${incident.ref} into ${target.mergedInto.ref} instead.`, {
      details: { mergedInto: target.mergedInto.ref },
    })
  }
  if (!isLive(target)) {
    return conflict(`${stateWords(target)}. An incident can be merged into a live one only.`)
  }
  if (target.kind === incident.kind) return null
  return conflict(
    `${incident.kind === 'drill' ? 'A drill' : 'A real incident'} cannot be merged into ${target.kind === 'drill' ? 'a drill' : 'a real incident'}.`,
  )
}

function merged(
  source: Incident,
  target: Incident,
  { at, reason }: { at: string; reason: string | undefined },
): Decision {
  const nameOf = ({ id, ref, topic }: Incident) => ({ id, ref, topic })
  return {
    drafts: [
      { type: 'merged_into', payload: { target: nameOf(target), reason: reason ?? null }, occurredAt: at },
      moved(source.status, 'merged', at, reason),
    ],
    also: [
      {
        incidentId: target.id,
        drafts: [{ type: 'merged_from', payload: { source: nameOf(source) }, occurredAt: at }],
      },
    ],
  }
}
