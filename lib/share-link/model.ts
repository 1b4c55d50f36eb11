/** Stakeholder links (RELIABILITY T6): how long they hold, and where they lead. Pure. */
import type { Incident, Instant, PersonRef } from '#lib/incident/incident.ts'
import { type Actor, hasCommand, needsCommand } from '#lib/incident/policy.ts'

/** A link to one incident holds so long after it is resolved, unless it has an end of its own. */
export const keptDays = 7
/** The link to everything current shows what ended within so many days. */
export const recentDays = 30

/** `ended`: when the incident was resolved or set aside, null while it is live. */
type Held = { incidentId: string | null; expiresAt: Instant | null; revokedAt: Instant | null }

/** Until when the link holds; null: no end is in sight. */
export function endOfLink({ incidentId, expiresAt }: Held, ended: Instant | null): Instant | null {
  if (expiresAt !== null || incidentId === null || ended === null) return expiresAt
  return new Date(Date.parse(ended) + keptDays * 86_400_000).toISOString()
}

/**
 * Whether the link shows its page at `now`. Expired and revoked ones answer 410. None is revoked for later: what says so
 * was read by another clock than the one that wrote it.
 */
export function holds(link: Held, ended: Instant | null, now: Instant): boolean {
  const end = endOfLink(link, ended)
  return link.revokedAt === null && (end === null || now < end)
}

/** Where the page of a token is, without the origin. */
export function linkPath(token: string): string {
  return `/s/${token}`
}

/** As many hold at once, for one incident or for everything current. */
export const mostLinks = 50
export const linkLimits = { label: 120, days: 366 } as const

/** A link as staff see it: never its token, which is stored nowhere. */
export type ShareLink = {
  id: string
  /** null: everything current. */
  ref: string | null
  /** For whom it is. */
  label: string
  createdAt: Instant
  createdBy: PersonRef
  /** Until when it holds; null: no end is in sight. */
  expiresAt: Instant | null
  state: LinkState
  revokedAt: Instant | null
  /** How often its page was opened, and when last; by whom is not known. */
  views: number
  lastViewedAt: Instant | null
}

export type LinkState = 'open' | 'expired' | 'revoked'

/** How a link stands at `now`. */
export function stateOfLink(link: Held, ended: Instant | null, now: Instant): LinkState {
  if (link.revokedAt !== null) return 'revoked'
  return holds(link, ended, now) ? 'open' : 'expired'
}

/**
 * Why `actor` may not make, list and revoke links (RELIABILITY §4, rows 22 to 24), or null: they may. Of an incident its
 * Commander and admins, of everything current (null) admins alone; always a person, because a link lets people in.
 */
export function whyNoLinks(actor: Actor, incident: Incident | null): string | null {
  if (actor.kind === 'service') {
    return 'A service token makes no links for people. Use a token that acts as a person (--as).'
  }
  if (actor.role === 'observer') return 'Observers read. Ask an admin to make you a member.'
  if (incident) return hasCommand(actor, incident) ? null : needsCommand(incident)
  return actor.role === 'admin' ? null : 'Only an admin makes and sees links to everything current.'
}

/** A link whose address is shown once, to whoever made it. */
export type ShownLink = { label: string; url: string }

/**
 * Where an update goes: links that hold, people who get it by mail, webhooks. `lost`: how many of those who were told
 * the newest one did not get it.
 */
export type Reach = { links: number; email: number; webhooks: number; lost: number }
