'use client'

import { useRoom } from '#components/incident/room.ts'
import { Attention } from '#components/ui/attention.tsx'
import { useTicking } from '#components/ui/ticker.ts'
import { Time } from '#components/ui/time.tsx'
import { isSameDay } from '#lib/time/format.ts'
import { type PromiseClock, promiseClock } from '#lib/time/promise.ts'

/**
 * When those outside hear from us next, and how long that is; late, it is for somebody to act on.
 * Nothing promised: nothing.
 */
export function PromiseMark({ className = '' }: { className?: string }) {
  const { live, zone, now } = useRoom()
  const { promise } = live.incident.updates
  const isLate = useTicking((at) => String(promise && promiseClock(promise, at).isLate), now) === 'true'
  const words = useTicking((at) => (promise ? wordsOf(promiseClock(promise, at)) : ''), now)
  if (!promise) return null
  const [lead, left] = words.split('\n')
  const isToday = isSameDay(promise.dueAt, now, zone)
  return (
    <span className={`tnum whitespace-nowrap ${className}`} role="timer" aria-label="Public update">
      {isLate ? (
        <Attention>
          {lead} {left}
        </Attention>
      ) : (
        <>
          <span className="text-ink-3">{lead}</span>{' '}
          {isToday ? (
            <Time at={promise.dueAt} zone={zone} className="mono text-13" />
          ) : (
            <Time at={promise.dueAt} zone={zone} format="dayTime" now={now} />
          )}{' '}
          · {left}
        </>
      )}
    </span>
  )
}

/** A text that ticks is one text. */
function wordsOf({ lead, left }: PromiseClock): string {
  return `${lead}\n${left}`
}
