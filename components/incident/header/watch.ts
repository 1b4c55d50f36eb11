/** Whether the Commander is silent, and what this person can do about it (DOMAIN §7). Pure. */
import { type ActorRef, commander, type Incident, isLive, type PersonRef } from '#lib/incident/incident.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'

const minute = 60_000
/** From then on somebody is offered to ask; SitRep asks by itself on SEV1 and SEV2. */
const silentAfter = 10 * minute
/** A member may take over from then on, when the question stands for `answerAfter` as well. */
const replaceableAfter = 15 * minute
const answerAfter = 2 * minute

export type Watch =
  /** This person holds command, and somebody wants to know whether they are there. */
  | { kind: 'asked'; by: ActorRef }
  /** Times in milliseconds. `possibleFrom`: when this person may take command over, null until somebody asks. */
  | { kind: 'silent'; holder: PersonRef; since: number; askedAt: number | null; possibleFrom: number | null }

/** Null while the Commander is there, or nobody holds command, or it is not this person's concern. `now` in ms. */
export function watchCommand(incident: Incident, me: Actor, now: number): Watch | null {
  const holder = commander(incident)
  const { nudge, commanderActiveAt } = incident
  if (!holder || !isLive(incident)) return null
  if (holder.id === me.id) return nudge && { kind: 'asked', by: nudge.by }
  if (!permission(me, 'nudge_commander', incident).allowed || commanderActiveAt === null) return null
  const since = Date.parse(commanderActiveAt)
  const askedAt = nudge && Date.parse(nudge.at)
  if (askedAt === null && (incident.severity === 'SEV3' || now < since + silentAfter)) return null
  return { kind: 'silent', holder, since, askedAt, possibleFrom: possibleFrom(me, since, askedAt) }
}

function possibleFrom(me: Actor, since: number, askedAt: number | null): number | null {
  if (me.role === 'admin') return since
  return askedAt === null ? null : Math.max(since + replaceableAfter, askedAt + answerAfter)
}
