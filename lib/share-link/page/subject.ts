/** What a link leads to, as its pages are written from it. */
import type { Instant } from '#lib/incident/incident.ts'
import type { PublicState } from '#lib/incident/public-state.ts'

/** Whose page it is. */
export type House = { name: string; zone: string }

/** An incident as those outside know it. `key` names it without telling its id. */
export type Told = { key: string; state: PublicState }

/** One incident, or everything current, the newest first. */
export type Subject = { kind: 'incident'; told: Told } | { kind: 'current'; told: readonly Told[] }

/** Under which circumstances it is written. */
export type Setting = {
  house: House
  /** The zone of all times, an IANA name. */
  zone: string
  now: Instant
  /** Since when the database does not answer: what is shown was true then. */
  staleSince: Instant | null
  /** Where the link is, without the origin: /s/TOKEN */
  base: string
}

/** Whether the word that was promised has not come. While the database is away nobody can know. */
export function isLate({ promise }: PublicState, { now, staleSince }: Pick<Setting, 'now' | 'staleSince'>) {
  if (promise === null) return false
  return promise.isLate || (staleSince === null && promise.by <= now)
}

/** When the same state reads differently, because time goes by; null: never. */
export function changesAt(subject: Subject, { now, staleSince }: Setting): Instant | null {
  // The age of what is shown is told in minutes.
  if (staleSince !== null) return new Date(Date.parse(now) + 60_000).toISOString()
  const told = subject.kind === 'incident' ? [subject.told] : subject.told
  const due = told.flatMap(({ state }) => (state.promise && state.promise.by > now ? [state.promise.by] : []))
  // Today's date stands on the page of everything current, and every zone's midnight is at a quarter of an hour.
  if (subject.kind === 'current')
    due.push(new Date(Math.floor(Date.parse(now) / quarter + 1) * quarter).toISOString())
  return due.sort()[0] ?? null
}

const quarter = 15 * 60_000
