'use client'

import { useTicking } from '#components/ui/ticker.ts'
import { formatRunningClock, toIsoDuration } from '#lib/time/duration.ts'

type RunningClockProps = {
  /** Milliseconds. */
  since: number
  /** Stopped at this instant. */
  until?: number | null
  /** The moment that the page was rendered for, so that server and browser print the same. */
  now: number
  /** What it counts, for readers: "Since the report". */
  label?: string
  className?: string
}

/** "00:34:57", counting up. Not announced each second. */
export function RunningClock({
  since,
  until = null,
  now,
  label = 'Running for',
  className,
}: RunningClockProps) {
  const text = useTicking((at) => formatRunningClock(((until ?? at) - since) / 1000), until ?? now)
  if (until !== null) {
    return (
      <time className={className} dateTime={toIsoDuration((until - since) / 1000)}>
        {text}
      </time>
    )
  }
  return (
    <span role="timer" aria-label={label} aria-live="off" className={`mono ${className ?? ''}`}>
      {text}
    </span>
  )
}
