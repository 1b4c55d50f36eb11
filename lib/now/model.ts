/** What the dashboard is made of, and what it concludes from it. Pure. */
import { nudgeMinutes } from '#lib/incident/cadence.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import {
  commander,
  holders,
  type IncidentView,
  type Instant,
  isLive,
  isOfferOpen,
  roles,
  type Severity,
  severities,
} from '#lib/incident/incident.ts'
import { type Actor, hasCommand, permission } from '#lib/incident/policy.ts'
import { type PromiseTally, whoCommunicates } from '#lib/incident/public-updates.ts'
import { wallClock } from '#lib/time/zone.ts'

export type Now = {
  /** Open incidents, most urgent first, each with the time of its newest entry. */
  open: (Told & { lastEntryAt: Instant })[]
  /** Decisions, deploys and migrations of the first of them, in the order in which they occurred. */
  marks: TapeEntry[]
  /** Resolved, not closed, and the actor holds command or communicates. */
  unclosed: Told[]
  /** The five resolved last. */
  recent: IncidentView[]
  /** Real incidents reported in the last 90 days, newest first; 2,000 at most. None that was cancelled or merged. */
  history: Past[]
  /** When the last real SEV1 was reported, or null: there was none. */
  lastSev1At: Instant | null
  /** Nothing was ever declared, not even a drill. */
  isNew: boolean
}

/** `lost`: how many people and webhooks its newest update did not reach. */
export type Told = IncidentView & { lost: number }

export type TapeEntry = Pick<Extract<Entry, { type: 'logged' }>, 'seq' | 'occurredAt' | 'payload'>
/** Durations in whole seconds, null while unknown. */
export type Past = {
  severity: Severity
  reportedAt: Instant
  responseSeconds: number | null
  resolveSeconds: number | null
  promises: PromiseTally
}

/** Something that waits for the person who looks. The first ones are the most pressing. */
export type Need =
  | { kind: 'offer'; incident: IncidentView; from: string; expiresAt: Instant }
  | { kind: 'unanswered'; incident: IncidentView }
  | { kind: 'no_commander'; incident: IncidentView }
  /** Those outside were promised a word: it is due within minutes, or late. */
  | { kind: 'update'; incident: IncidentView; dueAt: Instant; isLate: boolean; isFirst: boolean }
  /** Somebody wrote an update and waits for the Commander, or for an admin where there is none. */
  | { kind: 'update_draft'; incident: IncidentView; from: string; headline: string }
  | { kind: 'blank_impact'; incident: IncidentView }
  /** The newest update did not reach everybody who is told; `seq` is its entry. */
  | { kind: 'lost_update'; incident: IncidentView; count: number; seq: number }
  | { kind: 'long_command'; incident: IncidentView; since: Instant }
  | { kind: 'close'; incident: IncidentView }

const pressing = [
  'offer',
  'unanswered',
  'update_draft',
  'update',
  'no_commander',
  'blank_impact',
  'lost_update',
  'long_command',
  'close',
] as const
/** From so long before the promised time on, the word is asked for here. */
const updateDueWithinMs = nudgeMinutes[0] * 60_000
const suggestHandOverAfterMs = 4 * 3_600_000

/** What waits for `actor`; nothing for somebody who may only read. */
export function needsOf(actor: Actor, now: Pick<Now, 'open' | 'unclosed'>, at: Instant): Need[] {
  const needs = [
    ...now.open.flatMap((incident) => needsOfOpen(actor, incident, at)),
    ...now.unclosed.flatMap((incident) => [
      ...updateNeeds(actor, incident, at),
      ...(commander(incident)?.id === actor.id ? [{ kind: 'close', incident } as const] : []),
    ]),
  ]
  return needs.sort((a, b) => pressure(actor, a) - pressure(actor, b))
}

/**
 * The smaller, the sooner. Who has answered an incident is asked next to take command of it, before what others may
 * answer as well; nobody has to answer a SEV3 (DOMAIN §8).
 */
function pressure(actor: Actor, { kind, incident }: Need): number {
  const isCalm = incident.severity === 'SEV3'
  if (kind === 'unanswered' && isCalm) return pressing.length
  if (kind === 'no_commander' && !isCalm && isMine(actor, incident)) return pressing.indexOf('offer') + 0.5
  return pressing.indexOf(kind)
}

function needsOfOpen(actor: Actor, incident: Told, at: Instant): Need[] {
  if (!isLive(incident) || !permission(actor, 'acknowledge', incident).allowed) return []
  const needs: Need[] = []
  const { offer } = incident
  if (offer && offer.to.id === actor.id && isOfferOpen(incident, at)) {
    needs.push({ kind: 'offer', incident, from: offer.from.name, expiresAt: offer.expiresAt })
  }
  needs.push(...updateNeeds(actor, incident, at))
  const holder = commander(incident)
  if (incident.milestones.acknowledgedAt === null) needs.push({ kind: 'unanswered', incident })
  else if (!holder && (incident.severity !== 'SEV3' || isMine(actor, incident))) {
    needs.push({ kind: 'no_commander', incident })
  }
  if (holder?.id !== actor.id) return needs
  if (incident.impact.who === null || incident.impact.how === null)
    needs.push({ kind: 'blank_impact', incident })
  const since = holders(incident, 'commander')[0]?.from ?? at
  if (!offer && Date.parse(at) - Date.parse(since) >= suggestHandOverAfterMs) {
    needs.push({ kind: 'long_command', incident, since })
  }
  return needs
}

function updateNeeds(actor: Actor, { lost, ...incident }: Told, at: Instant): Need[] {
  const { promise, draft, last } = incident.updates
  const needs: Need[] = []
  const holder = commander(incident)
  const commands = holder?.id === actor.id
  // Where nobody commands an admin may approve, and nobody else would read it.
  const stands = !holder && draft?.by.id !== actor.id && hasCommand(actor, incident)
  if (draft && (commands || stands)) {
    needs.push({ kind: 'update_draft', incident, from: draft.by.name, headline: draft.headline })
  }
  const tells = whoCommunicates(incident).some(({ id }) => id === actor.id)
  if (promise && tells && Date.parse(promise.dueAt) - Date.parse(at) <= updateDueWithinMs) {
    const { dueAt, kind } = promise
    needs.push({ kind: 'update', incident, dueAt, isLate: dueAt < at, isFirst: kind === 'first' })
  }
  if (last && lost > 0 && (commands || tells)) {
    needs.push({ kind: 'lost_update', incident, count: lost, seq: last.seq })
  }
  return needs
}

function isMine(actor: Actor, incident: IncidentView): boolean {
  const holds = roles.some((role) => holders(incident, role).some((span) => span.person.id === actor.id))
  return holds || incident.acknowledgements.some((answer) => answer.person.id === actor.id)
}

const windowMs = 90 * 86_400_000

/** Reported within 90 days of `now`, in milliseconds. */
export function isInWindow({ reportedAt }: Pick<Past, 'reportedAt'>, now: number): boolean {
  return now - Date.parse(reportedAt) <= windowMs
}

/** Fewer than this many values say nothing about the next one. */
export const fewest = 5

/** Median and 90th percentile (nearest rank) of durations; null of fewer than five. Never a mean. */
export type Spread = { n: number; median: number; p90: number } | { n: number; median: null; p90: null }

/** The spread of those values that are known. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b)
  const n = sorted.length
  const at = (rank: number) => sorted[Math.max(1, rank) - 1] ?? 0
  if (n < fewest) return { n, median: null, p90: null }
  const median = n % 2 === 1 ? at((n + 1) / 2) : (at(n / 2) + at(n / 2 + 1)) / 2
  return { n, median: Math.round(median), p90: at(Math.ceil(n * 0.9)) }
}

/** All promises of these incidents together; `n` of them made any. */
export function sumPromises(tallies: readonly PromiseTally[]): PromiseTally & { n: number } {
  const made = tallies.filter(({ due }) => due > 0)
  const late = made.flatMap(({ worstSecondsLate }) => worstSecondsLate ?? [])
  return {
    n: made.length,
    due: made.reduce((sum, { due }) => sum + due, 0),
    kept: made.reduce((sum, { kept }) => sum + kept, 0),
    worstSecondsLate: late.length > 0 ? Math.max(...late) : null,
  }
}

/** How many of the values are at most each bound and above the one before; the last class has no bound. */
export function classify(values: readonly (number | null)[], bounds: readonly number[]): number[] {
  const counts = [...bounds, Number.POSITIVE_INFINITY].map(() => 0)
  for (const value of values) {
    if (value === null) continue
    const found = bounds.findIndex((bound) => value <= bound)
    const index = found < 0 ? bounds.length : found
    counts[index] = (counts[index] ?? 0) + 1
  }
  return counts
}

/** One day of the quiet strip; `at` is an instant within it, `worst` null when nothing was reported. */
export type Day = { at: number; counts: Record<Severity, number>; worst: Severity | null }

const dayMs = 86_400_000

/** The last `days` days of the zone's calendar, oldest first, today last. */
export function daysUntil(
  now: Instant,
  zone: string,
  history: readonly Pick<Past, 'severity' | 'reportedAt'>[],
  days = 90,
): Day[] {
  const today = dayNumber(now, zone)
  // Noon of the UTC day with that number falls on the same date in every zone but the outermost.
  const list = Array.from({ length: days }, (_, index): Day => {
    const at = (today - days + 1 + index) * dayMs + dayMs / 2
    return { at, counts: { SEV1: 0, SEV2: 0, SEV3: 0 }, worst: null }
  })
  for (const { severity, reportedAt } of history) {
    const day = list[dayNumber(reportedAt, zone) - today + days - 1]
    if (day) day.counts[severity] += 1
  }
  for (const day of list) day.worst = severities.find((severity) => day.counts[severity] > 0) ?? null
  return list
}

/** Whole calendar days of the zone from one instant to another: 0 on the same date. */
export function daysBetween(from: Instant, to: Instant, zone: string): number {
  return dayNumber(to, zone) - dayNumber(from, zone)
}

function dayNumber(at: Instant, zone: string): number {
  const { year, month, day } = wallClock(at, zone)
  return Math.round(Date.UTC(year, month - 1, day) / dayMs)
}
