/**
 * When the post-mortem is due (DOMAIN §6). A day, not an hour: it lasts until that day ends in the
 * organisation's zone.
 */
import { type WallClock, wallClock, wallToMs } from '#lib/time/zone.ts'
import type { Instant, Severity } from './incident.ts'

/** 3 days, or 5 days from Monday to Friday. SEV3 owes none. */
const allowed: Record<Severity, { days: number; working: boolean } | null> = {
  SEV1: { days: 3, working: false },
  SEV2: { days: 5, working: true },
  SEV3: null,
}

/**
 * The last second of the last day for the post-mortem of an incident that was resolved at `resolvedAt`, counted from the
 * day after in `zone` (an IANA name). Null where none is due.
 */
export function dueOf(severity: Severity, resolvedAt: Instant, zone: string): Instant | null {
  const rule = allowed[severity]
  if (rule === null) return null
  const resolved = wallClock(resolvedAt, zone)
  let shift = 0
  for (let left = rule.days; left > 0; ) {
    shift += 1
    if (!rule.working || isWorkingDay(resolved, shift)) left -= 1
  }
  // Through the next midnight, because a day may have 23 or 25 hours, and in some zones no midnight of its own.
  const { year, month, day } = resolved
  return new Date(wallToMs(Date.UTC(year, month - 1, day + shift + 1), zone) - 1_000).toISOString()
}

function isWorkingDay({ weekday }: WallClock, shift: number): boolean {
  const day = (weekday + shift) % 7
  return day !== 0 && day !== 6
}
