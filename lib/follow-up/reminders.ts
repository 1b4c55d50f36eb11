/** Who is reminded of what, once a week. Pure. */
import { type Day, dayOf, dayWords, type FollowUp, isOpen } from '#lib/follow-up/model.ts'
import { wallClock } from '#lib/time/zone.ts'

export type ReminderItem = {
  ref: string
  number: number
  title: string
  /** "Wed 20 May", or null. */
  due: string | null
  overdue: boolean
  url: string
}

export type Reminder = {
  person: { id: string; name: string; email: string }
  /** The most urgent first. */
  items: ReminderItem[]
  /** Of one person there is one reminder a week, however often the task runs. */
  dedupeKey: string
}

/** Longer mails are not read: the rest is counted on the page. */
const mostItems = 50

/**
 * Monday from 8 to 9 in the organisation's zone. The task runs every quarter of an hour, in whatever zone; the hour is
 * what a worker that was away may miss.
 */
export function isReminderTime(now: number, zone: string): boolean {
  const { weekday, hour } = wallClock(new Date(now).toISOString(), zone)
  return weekday === 1 && hour === 8
}

/** One reminder for each owner with something to do, in no particular order. */
export function remindersOf(
  rows: readonly (FollowUp & { email: string })[],
  { now, zone, origin }: { now: number; zone: string; origin: string },
): Reminder[] {
  const today = dayOf(now, zone)
  const byOwner = new Map<string, Reminder & { open: FollowUp[] }>()
  for (const { email, ...row } of rows) {
    if (!row.owner || !isOpen(row)) continue
    const { id, name } = row.owner
    const dedupeKey = `follow-ups:${id}:${weekOf(today)}`
    const one = byOwner.get(id) ?? { person: { id, name, email }, items: [], dedupeKey, open: [] }
    one.open.push(row)
    byOwner.set(id, one)
  }
  return [...byOwner.values()].map(({ open, ...reminder }) => ({
    ...reminder,
    items: open
      .toSorted(byUrgency)
      .slice(0, mostItems)
      .map((row) => itemOf(row, today, origin)),
  }))
}

function itemOf({ id, ref, number, title, dueOn }: FollowUp, today: Day, origin: string): ReminderItem {
  return {
    ref,
    number,
    title,
    due: dueOn === null ? null : dayWords(dueOn, today),
    overdue: dueOn !== null && dueOn < today,
    url: `${origin}/follow-ups?incident=${ref}#follow-up-${id}`,
  }
}

function byUrgency(a: FollowUp, b: FollowUp): number {
  const [left, right] = [a.dueOn ?? '9999', b.dueOn ?? '9999']
  if (left !== right) return left < right ? -1 : 1
  return a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.number - b.number
}

/** "2026-W21": the week of ISO 8601, which begins on Monday and belongs to the year of its Thursday. */
export function weekOf(day: Day): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + 4 - (at.getUTCDay() || 7))
  const year = at.getUTCFullYear()
  const week = Math.ceil(((at.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7)
  return `${year}-W${String(week).padStart(2, '0')}`
}
