/** Acknowledgement, roles and the hand-over of command. */
import * as z from 'zod'
import type { Incident, Instant, PersonRef, Role } from '#lib/incident/incident.ts'
import { personRef, role, storedInstant } from '#lib/incident/shapes.ts'
import { roleNames } from '#lib/incident/words.ts'
import { defineEntry } from './entry.ts'

const words = z.string()

export const acknowledged = defineEntry({
  v: 1,
  payload: z.strictObject({}),
  evolve: (incident, _, entry) => acknowledge(incident, entry.actor, entry.occurredAt),
  sentence: (_, entry) => `${entry.actor.name} acknowledged`,
})

export const roleTaken = defineEntry({
  v: 1,
  payload: z.strictObject({ role }),
  evolve: (incident, { role }, entry) =>
    firstAnswer(begin(incident, role, personOf(entry.actor), entry.occurredAt), entry.occurredAt),
  sentence: ({ role }, entry) => `${entry.actor.name} is ${roleNames[role]}`,
})

export const roleAssigned = defineEntry({
  v: 1,
  payload: z.strictObject({ role, person: personRef }),
  evolve: (incident, { role, person }, entry) => begin(incident, role, person, entry.occurredAt),
  sentence: ({ role, person }, entry) =>
    `${person.name} is ${roleNames[role]}, assigned by ${entry.actor.name}`,
})

export const roleReleased = defineEntry({
  v: 1,
  payload: z.strictObject({ role, person: personRef }),
  evolve: (incident, { role, person }, entry) => end(incident, role, person.id, entry.occurredAt),
  sentence: ({ role, person }, entry) =>
    person.id === entry.actor.id
      ? `${person.name} is no longer ${roleNames[role]}`
      : `${person.name} is no longer ${roleNames[role]}, released by ${entry.actor.name}`,
})

export const commandOffered = defineEntry({
  v: 1,
  payload: z.strictObject({ from: personRef, to: personRef, brief: words, expiresAt: storedInstant }),
  evolve: (incident, offer, entry) => ({
    ...incident,
    offer: { ...offer, offeredAt: entry.occurredAt, seq: entry.seq },
  }),
  sentence: ({ from, to }, entry) =>
    from.id === entry.actor.id
      ? `${from.name} offered command to ${to.name}`
      : `${entry.actor.name} offered the command of ${from.name} to ${to.name}`,
})

export const commandAccepted = defineEntry({
  v: 1,
  payload: z.strictObject({ from: personRef, to: personRef }),
  evolve: (incident, { from, to }, entry) => {
    const ended = end(incident, 'commander', from.id, entry.occurredAt)
    return firstAnswer({ ...begin(ended, 'commander', to, entry.occurredAt), offer: null }, entry.occurredAt)
  },
  sentence: ({ from, to }) => `${to.name} has command, handed over by ${from.name}`,
})

export const commandDeclined = defineEntry({
  v: 1,
  payload: z.strictObject({ from: personRef, to: personRef, reason: words.nullable() }),
  evolve: (incident) => ({ ...incident, offer: null }),
  sentence: ({ from, to }) => `${to.name} declined command. ${from.name} stays Incident Commander`,
})

export const commanderNudged = defineEntry({
  v: 1,
  payload: z.strictObject({ to: personRef }),
  evolve: (incident, _, entry) => ({
    ...incident,
    nudge: { at: entry.recordedAt, by: entry.actor, seq: entry.seq },
  }),
  sentence: ({ to }, entry) => `${entry.actor.name} asked ${to.name}, Incident Commander, to answer`,
})

export const commandTakenOver = defineEntry({
  v: 1,
  payload: z.strictObject({ from: personRef, to: personRef, reason: words }),
  evolve: (incident, { from, to }, entry) => {
    const ended = end(incident, 'commander', from.id, entry.occurredAt)
    return firstAnswer(begin(ended, 'commander', to, entry.occurredAt), entry.occurredAt)
  },
  sentence: ({ from, to }) => `${to.name} took over command from ${from.name}`,
})

export const commandOfferLapsed = defineEntry({
  v: 1,
  payload: z.strictObject({ from: personRef, to: personRef }),
  evolve: (incident) => ({ ...incident, offer: null }),
  sentence: ({ from, to }) =>
    `The offer of command to ${to.name} lapsed. ${from.name} stays Incident Commander`,
})

function personOf(actor: { id: string; name: string }): PersonRef {
  return { id: actor.id, name: actor.name }
}

function acknowledge(incident: Incident, actor: PersonRef, at: Instant): Incident {
  const acknowledgements = [...incident.acknowledgements, { person: personOf(actor), at }]
  return firstAnswer({ ...incident, acknowledgements }, at)
}

/** A is the first acknowledgement, or the first role taken if earlier; a late entry may move it back. */
function firstAnswer(incident: Incident, at: Instant): Incident {
  const milestones = {
    ...incident.milestones,
    acknowledgedAt: earlier(incident.milestones.acknowledgedAt, at),
  }
  return { ...incident, milestones }
}

function begin(incident: Incident, role: Role, person: PersonRef, from: Instant): Incident {
  const milestones =
    role === 'commander'
      ? { ...incident.milestones, commandedAt: earlier(incident.milestones.commandedAt, from) }
      : incident.milestones
  return { ...incident, milestones, roles: [...incident.roles, { role, person, from, until: null }] }
}

function end(incident: Incident, role: Role, personId: string, until: Instant): Incident {
  const roles = incident.roles.map((span) =>
    span.role === role && span.person.id === personId && span.until === null ? { ...span, until } : span,
  )
  // Whoever offered command and lost it has nothing left to hand over.
  const offer = role === 'commander' ? null : incident.offer
  return { ...incident, roles, offer }
}

function earlier(a: Instant | null, b: Instant): Instant {
  return a !== null && a < b ? a : b
}
