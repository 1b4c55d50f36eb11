/** acknowledge, take_role, assign_role, release_role (D13, D14). */
import * as z from 'zod'
import type { Draft } from '#lib/incident/entries/table.ts'
import type { Incident, Instant, PersonRef, Role } from '#lib/incident/incident.ts'
import { commander, holders } from '#lib/incident/incident.ts'
import { hasCommand, needsCommand } from '#lib/incident/policy.ts'
import { personId, role } from '#lib/incident/shapes.ts'
import { roleNames } from '#lib/incident/words.ts'
import {
  append,
  type Common,
  type Context,
  common,
  conflict,
  type Decision,
  defineCommand,
  forbidden,
  invalid,
  nothingNew,
} from './command.ts'
import { before, claimedTime, disordered, notLive, notOpen } from './guards.ts'

export const acknowledge = defineCommand({
  input: z.strictObject({ ...common }),
  decide: (incident, input, context) => {
    if (incident.acknowledgements.some(({ person }) => person.id === context.actor.id)) return nothingNew
    const at = claimedTime(input, context, incident.milestones.reportedAt ?? context.now)
    return (
      notLive(incident) ??
      answerDisordered(incident, at) ??
      append({ type: 'acknowledged', payload: {}, occurredAt: at }, ...firstAnswer(incident, at))
    )
  },
})

export const takeRole = defineCommand({
  input: z.strictObject({ ...common, role }),
  decide: (incident, input, context) => {
    const me: PersonRef = { id: context.actor.id, name: context.actor.name }
    if (holds(incident, input.role, me.id)) return nothingNew
    const held = occupied(incident, input.role)
    if (held) return held
    const at = spanStart(incident, input, context, me.id)
    return (
      notOpen(incident) ??
      tooEarly(incident, input.role, at, me.id) ??
      answerDisordered(incident, at) ??
      append(
        { type: 'role_taken', payload: { role: input.role }, occurredAt: at },
        ...firstAnswer(incident, at),
      )
    )
  },
})

export const assignRole = defineCommand({
  input: z.strictObject({ ...common, role, personId }),
  needs: (input) => ({ people: [input.personId] }),
  decide: (incident, input, context) => {
    const person = able(context, input.personId)
    if ('refusal' in person) return person
    if (holds(incident, input.role, person.id)) return nothingNew
    const closed = notOpen(incident)
    if (closed) return closed
    if (input.role === 'commander') {
      const held = occupied(incident, 'commander')
      if (held) return held
    }
    const at = spanStart(incident, input, context, person.id)
    // Communications and scribe are single: assigning somebody relieves the present holder.
    const relieved: Draft[] =
      input.role === 'responder'
        ? []
        : holders(incident, input.role).map((span) => ({
            type: 'role_released',
            payload: { role: input.role, person: span.person },
            occurredAt: at,
          }))
    return (
      tooEarly(incident, input.role, at, person.id) ??
      (input.role === 'commander' ? disordered(incident, { commandedAt: at }) : null) ??
      append(...relieved, {
        type: 'role_assigned',
        payload: { role: input.role, person: { id: person.id, name: person.name } },
        occurredAt: at,
      })
    )
  },
})

export const releaseRole = defineCommand({
  input: z.strictObject({ ...common, role, personId: personId.optional() }),
  decide: (incident, input, context) => {
    const whose = input.personId ?? context.actor.id
    if (whose !== context.actor.id && !hasCommand(context.actor, incident)) {
      return forbidden(`${needsCommand(incident)} You may release your own role.`)
    }
    const closed = notOpen(incident)
    if (closed) return closed
    const span = holders(incident, input.role).find(({ person }) => person.id === whose)
    if (!span) {
      const now = holders(incident, input.role).map(({ person }) => person.name)
      return conflict(
        `That person is not ${roleNames[input.role]} now. ${now.length ? `Held by ${now.join(', ')}.` : 'Nobody holds it.'}`,
      )
    }
    if (input.role === 'commander' && incident.severity !== 'SEV3') {
      return conflict(
        `On ${incident.severity} command is handed over, never released. Offer command to somebody.`,
        { details: { allowed: ['offer_command'] } },
      )
    }
    const at = claimedTime(input, context, span.from)
    return (
      before(at, span.from, `the start of that role`) ??
      append({
        type: 'role_released',
        payload: { role: input.role, person: span.person },
        occurredAt: at,
      })
    )
  },
})

/** D14: the first answer in *reported* moves the incident to *investigating*, by the system. */
export function firstAnswer(incident: Incident, at: Instant): Draft[] {
  if (incident.status !== 'reported') return []
  return [
    {
      type: 'status_changed',
      payload: { from: 'reported', to: 'investigating', reason: null },
      occurredAt: at,
      bySystem: true,
    },
  ]
}

/** Refuses a first answer (acknowledgement, role taken, command accepted) that the milestones do not allow. */
export function answerDisordered(incident: Incident, at: Instant): Decision | null {
  const known = incident.milestones.acknowledgedAt
  return disordered(incident, { acknowledgedAt: known !== null && known < at ? known : at })
}

/** A person who can hold a role, or the refusal. */
export function able(context: Context, id: string) {
  const person = context.person(id)
  if (!person) {
    return invalid('Nobody has this id.', {
      personId: 'Give the id of a person, as /api/v1/people lists them.',
    })
  }
  if (!person.active) {
    return conflict(`${person.name} is disabled and cannot hold a role. Choose somebody who can sign in.`)
  }
  if (person.role === 'observer') {
    return conflict(
      `${person.name} is an observer. Observers hold no role; ask an admin to make them a member.`,
    )
  }
  return person
}

/** Refuses a single role that somebody holds; says who and since when. */
function occupied(incident: Incident, role: Role): Decision | null {
  if (role === 'responder') return null
  const span = holders(incident, role)[0]
  if (!span) return null
  const way =
    role === 'commander'
      ? `${span.person.name} can hand it over with offer_command.`
      : `${commander(incident)?.name ?? 'An admin'} can assign it to you.`
  return conflict(`${span.person.name} is ${roleNames[role]} since ${span.from}. ${way}`, {
    details: { heldBy: span.person, since: span.from },
  })
}

function holds(incident: Incident, role: Role, id: string): boolean {
  return holders(incident, role).some(({ person }) => person.id === id)
}

/** No two Commanders in history either; a person's own spans of one role do not overlap. */
function lastEnd(incident: Incident, role: Role, id: string): Instant | null {
  const ends = incident.roles
    .filter((span) => span.role === role && (role !== 'responder' || span.person.id === id))
    .map((span) => span.until ?? span.from)
  return ends.sort().at(-1) ?? null
}

function spanStart(
  incident: Incident,
  input: Common & { role: Role },
  context: Context,
  id: string,
): Instant {
  const floor = lastEnd(incident, input.role, id) ?? incident.milestones.reportedAt ?? context.now
  return claimedTime(input, context, floor)
}

function tooEarly(incident: Incident, role: Role, at: Instant, id: string): Decision | null {
  const reported = incident.milestones.reportedAt
  const last = lastEnd(incident, role, id)
  return (
    (reported ? before(at, reported, 'reportedAt, when the incident was reported') : null) ??
    (last ? before(at, last, `the end of the last ${roleNames[role]}`) : null)
  )
}
