/** What is to be done so that it does not come back (DOMAIN §6). Pure, also for the browser. */
import type { Instant, Severity } from '#lib/incident/incident.ts'
import type { FollowUpRow } from '#lib/report/model.ts'
import { formatDay } from '#lib/time/format.ts'
import { wallClock } from '#lib/time/zone.ts'

export const followUpKinds = ['prevent', 'detect', 'mitigate', 'process'] as const
export type FollowUpKind = (typeof followUpKinds)[number]
export const followUpStates = ['open', 'in_progress', 'done', 'dropped'] as const
export type FollowUpState = (typeof followUpStates)[number]

/** A kind with what it does to the next incident. */
export const kindWords: Record<FollowUpKind, { name: string; says: string }> = {
  prevent: { name: 'Prevent', says: 'It does not happen again.' },
  detect: { name: 'Detect', says: 'We notice it sooner.' },
  mitigate: { name: 'Mitigate', says: 'It hurts less, or for a shorter time.' },
  process: { name: 'Process', says: 'We handle it better.' },
}

export const stateNames: Record<FollowUpState, string> = {
  open: 'Open',
  in_progress: 'In progress',
  done: 'Done',
  dropped: 'Dropped',
}

/** A day in no zone: "2026-05-20". */
export type Day = string

export type FollowUp = {
  id: string
  /** The incident that it came from, and that incident's topic and severity now. */
  ref: string
  topic: string
  severity: Severity
  /** Within its incident, from 1. */
  number: number
  title: string
  kind: FollowUpKind
  state: FollowUpState
  /** The name as it was when it was given to them. */
  owner: { id: string; name: string } | null
  dueOn: Day | null
  url: string | null
  /** What came of it, or why it was dropped. */
  outcome: string | null
  createdBy: { id: string; name: string }
  createdAt: Instant
  /** Names this version: whoever edits says which one they had before them. */
  changedAt: Instant
  endedAt: Instant | null
}

/** Still to be done. */
export function isOpen({ state }: Pick<FollowUp, 'state'>): boolean {
  return state === 'open' || state === 'in_progress'
}

/** The day that it is now in the zone. */
export function dayOf(now: Instant | number, zone: string): Day {
  const { year, month, day } = wallClock(new Date(now).toISOString(), zone)
  return `${year}-${two(month)}-${two(day)}`
}

/** The `count`-th day after this one. */
function daysLater(day: Day, count: number): Day {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + count)
  return at.toISOString().slice(0, 10)
}

/** "Wed 20 May", with the year when that is not the year of `today`. */
export function dayWords(day: Day, today: Day): string {
  return formatDay(`${day}T12:00:00.000Z`, 'UTC', `${today}T12:00:00.000Z`)
}

/** What of a due day somebody must see: it is past, today or tomorrow. Nothing once it is done. */
export function dueMark(
  followUp: Pick<FollowUp, 'state' | 'dueOn'>,
  today: Day,
): 'Overdue' | 'Today' | 'Tomorrow' | null {
  const { dueOn } = followUp
  if (dueOn === null || !isOpen(followUp)) return null
  if (dueOn < today) return 'Overdue'
  if (dueOn === today) return 'Today'
  return dueOn === daysLater(today, 1) ? 'Tomorrow' : null
}

/** As documents list it. */
export function followUpRow(
  followUp: Pick<FollowUp, 'number' | 'title' | 'kind' | 'owner' | 'dueOn' | 'state'>,
  today: Day,
): FollowUpRow {
  const { number, title, kind, owner, dueOn, state } = followUp
  return {
    number,
    title,
    kind: kindWords[kind].name,
    owner: owner?.name ?? null,
    due: dueOn === null ? null : dayWords(dueOn, today),
    state: stateNames[state],
    done: !isOpen(followUp),
  }
}

/** A list sorted by due day, under heads: overdue, within a week, later, without a day; what has ended comes last. */
export function groupsByDue(rows: readonly FollowUp[], today: Day): { title: string; rows: FollowUp[] }[] {
  const titles = ['Overdue', 'Due within a week', 'Later', 'Without a day', 'Ended']
  const week = daysLater(today, 7)
  const titleOf = (row: FollowUp) => {
    if (!isOpen(row)) return 'Ended'
    if (row.dueOn === null) return 'Without a day'
    if (row.dueOn < today) return 'Overdue'
    return row.dueOn <= week ? 'Due within a week' : 'Later'
  }
  return titles
    .map((title) => ({ title, rows: rows.filter((row) => titleOf(row) === title) }))
    .filter((group) => group.rows.length > 0)
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
