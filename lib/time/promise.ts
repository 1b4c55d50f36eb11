/** The promise clock in words, as staff read it in the page's head and in the sheets of updates. Pure. */
import { formatDuration, formatOverdue } from '#lib/time/duration.ts'
import { type Instant, toMs } from '#lib/time/zone.ts'

export type PromiseClock = {
  isLate: boolean
  /** Before the time by which it comes; when late, before how late it is. */
  lead: string
  /** "12 min", "45 s"; when late "2:08". */
  left: string
}

/**
 * "Next update by" and "12 min", "First update by" before anything was said; once the time has passed "Public update
 * overdue" and "2:08". Minutes are rounded up, so that nobody is told of less time than there is until the last one.
 */
export function promiseClock(
  { kind, dueAt }: { kind: 'first' | 'next'; dueAt: Instant },
  now: Instant,
): PromiseClock {
  const seconds = Math.ceil((toMs(dueAt) - toMs(now)) / 1000)
  if (seconds < 0) return { isLate: true, lead: 'Public update overdue', left: formatOverdue(dueAt, now) }
  const shown = seconds < 60 ? seconds : Math.ceil(seconds / 60) * 60
  const lead = kind === 'first' ? 'First update by' : 'Next update by'
  return { isLate: false, lead, left: formatDuration(shown) }
}
