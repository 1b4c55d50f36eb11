/** How soon, and how often, those outside the room are told (DOMAIN §8). Pure. */
import { minutesLater } from './clock.ts'
import type { Instant, Severity } from './incident.ts'

/** Minutes from the report to the first update. SEV3 owes none. */
export const firstUpdateMinutes: Record<Severity, number | null> = { SEV1: 5, SEV2: 30, SEV3: null }
/**
 * Minutes between two updates at the most (a SEV1 for two hours, then as the Commander says); what is proposed.
 * DOMAIN asks nothing of a SEV3.
 */
export const nextUpdateMinutes: Record<Severity, number> = { SEV1: 20, SEV2: 60, SEV3: 240 }
/** Minutes before the promised time at which whoever communicates is asked. */
export const nudgeMinutes = [5, 1] as const

/** When whoever communicates is asked, and when the promise is missed: kept at the very instant is kept. */
export function promiseTimes(dueAt: Instant): {
  nudges: { minutes: number; at: Instant }[]
  missedAt: Instant
} {
  return {
    nudges: nudgeMinutes.map((minutes) => ({ minutes, at: minutesLater(dueAt, -minutes) })),
    missedAt: minutesLater(dueAt, 1 / 60),
  }
}

/** No promise reaches further. */
export const longestPromiseHours = 7 * 24

/** When the first update is due for an incident that has this severity since `since`; null where none is. */
export function firstUpdateDue(severity: Severity, since: Instant): Instant | null {
  const minutes = firstUpdateMinutes[severity]
  return minutes === null ? null : minutesLater(since, minutes)
}
