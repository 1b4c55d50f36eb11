/** offer_command, accept_command, decline_command (DOMAIN §7). Until the receiver accepts, the Commander stays. */
import * as z from 'zod'
import { minutesLater } from '#lib/incident/clock.ts'
import { commander, holders, type Incident, isOfferOpen } from '#lib/incident/incident.ts'
import { limits, personId, words } from '#lib/incident/shapes.ts'
import {
  append,
  type Context,
  common,
  conflict,
  type Decision,
  defineCommand,
  nothingNew,
} from './command.ts'
import { before, claimedTime, notOpen } from './guards.ts'
import { able, answerDisordered, firstAnswer } from './roles.ts'

/** An offer without an answer lapses five minutes after it was put. */
const offerMinutes = 5

export const offerCommand = defineCommand({
  input: z.strictObject({ ...common, personId, brief: words(limits.text) }),
  needs: (input) => ({ people: [input.personId] }),
  decide: (incident, input, context) => {
    const closed = notOpen(incident)
    if (closed) return closed
    const span = holders(incident, 'commander')[0]
    if (!span) {
      return conflict('Nobody holds command, so there is none to hand over. It can be taken, or assigned.')
    }
    const to = able(context, input.personId)
    if ('refusal' in to) return to
    if (to.id === span.person.id)
      return conflict(`${to.name} holds command already. Offer it to somebody else.`)
    const { offer } = incident
    if (isOfferOpen(incident, context.now) && offer?.to.id === to.id && offer.brief === input.brief) {
      return nothingNew
    }
    const at = claimedTime(input, context, span.from)
    // Written down late, it still waits for its answer from now on.
    const put = [at, context.now].sort().at(-1) ?? at
    const expiresAt = minutesLater(put, offerMinutes)
    return (
      before(at, span.from, `${span.person.name} took command`) ??
      append({
        type: 'command_offered',
        payload: { from: span.person, to: { id: to.id, name: to.name }, brief: input.brief, expiresAt },
        occurredAt: at,
      })
    )
  },
})

export const acceptCommand = defineCommand({
  input: z.strictObject({ ...common }),
  decide: (incident, input, context) => {
    if (!incident.offer && commander(incident)?.id === context.actor.id) return nothingNew
    const refused = notOpen(incident) ?? noOfferToMe(incident, context)
    if (refused || !incident.offer) return refused ?? nothingNew
    const { from, to, offeredAt, expiresAt } = incident.offer
    const at = claimedTime(input, context, offeredAt)
    if (context.now >= expiresAt || at >= expiresAt) {
      return conflict(
        `The offer lapsed at ${expiresAt}. ${from.name} stays Incident Commander and can offer command again.`,
      )
    }
    return (
      before(at, offeredAt, 'the offer') ??
      answerDisordered(incident, at) ??
      append(
        { type: 'command_accepted', payload: { from, to }, occurredAt: at },
        ...firstAnswer(incident, at),
      )
    )
  },
})

export const declineCommand = defineCommand({
  input: z.strictObject({ ...common, reason: words(limits.line).optional() }),
  decide: (incident, input, context) => {
    const refused = notOpen(incident) ?? noOfferToMe(incident, context)
    if (refused || !incident.offer) return refused ?? nothingNew
    const { from, to, offeredAt } = incident.offer
    const at = claimedTime(input, context, offeredAt)
    return (
      before(at, offeredAt, 'the offer') ??
      append({
        type: 'command_declined',
        payload: { from, to, reason: input.reason ?? null },
        occurredAt: at,
      })
    )
  },
})

function noOfferToMe(incident: Incident, context: Context): Decision | null {
  const { offer } = incident
  if (!offer) {
    const holder = commander(incident)
    return conflict(
      holder
        ? `Nobody is offering command now. ${holder.name} is Incident Commander.`
        : 'Nobody is offering command now, and nobody holds it: take it.',
    )
  }
  if (offer.to.id === context.actor.id) return null
  return conflict(`Command is offered to ${offer.to.name}. Only they can answer.`)
}
