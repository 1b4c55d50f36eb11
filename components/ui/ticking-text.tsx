'use client'

import { useTicking } from '#components/ui/ticker.ts'
import { durationBetween, formatAge, formatOverdue } from '#lib/time/duration.ts'
import { formatClockTime } from '#lib/time/format.ts'

type Ticking = {
  /** The moment that the page was rendered for, so that server and browser print the same. Milliseconds. */
  now: number
}

/** "8 min ago", growing older by itself. */
export function Age({ at, now }: Ticking & { at: number }) {
  return <>{useTicking((moment) => formatAge(at, Math.max(at, moment)), now)}</>
}

/** "1 min 59 s so far": a duration that still grows. */
export function SoFar({ since, now }: Ticking & { since: number }) {
  return <>{useTicking((moment) => durationBetween(since, Math.max(since, moment)), now)}</>
}

/** "2:08", counting up from a promise that was not kept; the word before it is the caller's. */
export function OverdueFor({ dueAt, now }: Ticking & { dueAt: number }) {
  return <>{useTicking((moment) => formatOverdue(dueAt, moment), now)}</>
}

/** "14:37:08" on the viewer's wall. */
export function WallClock({ zone, now }: Ticking & { zone: string }) {
  return <>{useTicking((moment) => formatClockTime(moment, zone), now)}</>
}
