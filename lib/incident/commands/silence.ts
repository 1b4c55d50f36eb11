/** nudge_commander, take_over_command, lapse_offer: what happens when nobody answers (DOMAIN §7). */
import * as z from 'zod'
import { minutesLater } from '#lib/incident/clock.ts'
import { holders, type Incident, type Instant, isLive } from '#lib/incident/incident.ts'
import { entryNumber, limits, words } from '#lib/incident/shapes.ts'
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
import { answerDisordered, firstAnswer } from './roles.ts'

/** A Commander who has done nothing for this long may be replaced by any member, once a nudge stays unanswered. */
const silentMinutes = 15
/** How long a nudge has to stand without an answer. */
const answerMinutes = 2
/** SitRep asks by itself after this much silence, on SEV1 and SEV2. */
export const nudgeAfterMinutes = 10

export const nudgeCommander = defineCommand({
  input: z.strictObject({ ...common }),
  decide: (incident, input, context) => {
    const span = holders(incident, 'commander')[0]
    if (!span) return nobodyCommands(incident)
    if (incident.nudge) return nothingNew
    const closed = notOpen(incident)
    if (closed) return closed
    if (span.person.id === context.actor.id) {
      return conflict('You hold command yourself. Whatever you do next shows that you are there.')
    }
    const at = claimedTime(input, context, span.from)
    return (
      (context.actor.kind === 'system' ? tooSoonForSystem(incident, context) : null) ??
      before(at, span.from, `${span.person.name} took command`) ??
      append({ type: 'commander_nudged', payload: { to: span.person }, occurredAt: at })
    )
  },
})

export const takeOverCommand = defineCommand({
  input: z.strictObject({ ...common, reason: words(limits.line) }),
  decide: (incident, input, context) => {
    const { actor } = context
    const span = holders(incident, 'commander')[0]
    if (!span) return nobodyCommands(incident)
    if (span.person.id === actor.id) return nothingNew
    const refused = notOpen(incident) ?? (actor.role === 'admin' ? null : notSilent(incident, context))
    if (refused) return refused
    const floor = actor.role === 'admin' ? span.from : silentFrom(incident, span.from)
    const at = claimedTime(input, context, floor)
    const to = { id: actor.id, name: actor.name }
    return (
      before(at, floor, actor.role === 'admin' ? 'the start of that command' : 'the silence') ??
      answerDisordered(incident, at) ??
      append(
        {
          type: 'command_taken_over',
          payload: { from: span.person, to, reason: input.reason },
          occurredAt: at,
        },
        ...firstAnswer(incident, at),
      )
    )
  },
})

export const lapseOffer = defineCommand({
  input: z.strictObject({ ...common, seq: entryNumber }),
  decide: (incident, input, context) => {
    const { offer } = incident
    if (offer?.seq !== input.seq) return conflict(`The offer of entry ${input.seq} stands no more.`)
    if (context.now < offer.expiresAt) return conflict(`The offer stands until ${offer.expiresAt}.`)
    const { from, to, expiresAt } = offer
    return append({ type: 'command_offer_lapsed', payload: { from, to }, occurredAt: expiresAt })
  },
})

function nobodyCommands(incident: Incident): Decision {
  return (
    notOpen(incident) ??
    conflict('Nobody holds command: take it, or assign it.', { details: { allowed: ['take_role'] } })
  )
}

/** A timer that fired late, or for nothing, is refused: the state has moved on (D18). */
function tooSoonForSystem(incident: Incident, context: Context): Decision | null {
  if (!isLive(incident) || incident.severity === 'SEV3') {
    return conflict('SitRep asks the Commander of a live SEV1 or SEV2 alone.')
  }
  const since = minutesLater(incident.commanderActiveAt ?? context.now, nudgeAfterMinutes)
  return context.now < since ? conflict(`The Commander was active at ${incident.commanderActiveAt}.`) : null
}

/** Refuses a member while the Commander is not silent, and says from when on command can be taken over. */
function notSilent(incident: Incident, { now }: Context): Decision | null {
  const { nudge, commanderActiveAt } = incident
  const holder = holders(incident, 'commander')[0]?.person.name ?? ''
  const activeAt = commanderActiveAt ?? now
  const nudgedAt = nudge?.at ?? now
  const from =
    [minutesLater(activeAt, silentMinutes), minutesLater(nudgedAt, answerMinutes)].sort().at(-1) ?? now
  if (nudge && now >= from) return null
  const rule = `Command can be taken from somebody who is silent for ${silentMinutes} minutes and leaves a nudge unanswered for ${answerMinutes}.`
  const was = `${holder} was last active at ${activeAt}.`
  return conflict(
    nudge
      ? `${rule} ${was} If ${holder} stays silent, it is possible from ${from} on. An admin can do it now.`
      : `${rule} ${was} Nudge ${holder} now, and it is possible from ${from} on. An admin can do it now.`,
    { details: { from, lastActiveAt: activeAt, allowed: nudge ? [] : ['nudge_commander'] } },
  )
}

/** Nobody takes command back to a time when its holder was still there. */
function silentFrom({ commanderActiveAt }: Incident, spanFrom: Instant): Instant {
  return commanderActiveAt !== null && commanderActiveAt > spanFrom ? commanderActiveAt : spanFrom
}
