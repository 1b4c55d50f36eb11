'use client'

import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { useTicking } from '#components/ui/ticker.ts'
import { permission } from '#lib/incident/policy.ts'
import { type UpdatePromise, updateStateNames } from '#lib/incident/public-updates.ts'
import { promiseClock } from '#lib/time/promise.ts'

/**
 * Those outside were told of it, and not yet that it is over, or not since it came back: said before the end, which takes
 * the word away.
 */
export function LastWord() {
  const { live, me, open } = useRoom()
  const { last, promise, since } = live.incident.updates
  if (!last || (last.state === 'over' && last.seq > since.seq)) return null
  return (
    <p>
      {last.state === 'over'
        ? 'Those outside read that it has come back, and not how it ends.'
        : `Those outside were told “${updateStateNames[last.state].toLowerCase()}”, and not that it is over.`}{' '}
      {promise?.kind === 'next' && <Until promise={promise} />} After this no update can go out.{' '}
      {permission(me, 'draft_update', live.incident).allowed && (
        <button type="button" className="link" onClick={() => open({ dialog: 'update' })}>
          Send the last word first…
        </button>
      )}
    </p>
  )
}

/** Until when they wait, as the clock in the page's head has it. */
function Until({ promise }: { promise: UpdatePromise }) {
  const { zone, now } = useRoom()
  const isLate = useTicking((at) => String(promiseClock(promise, at).isLate), now) === 'true'
  const by = <Moment at={promise.dueAt} zone={zone} now={now} />
  return isLate ? (
    <>The next word was promised by {by} and is overdue.</>
  ) : (
    <>They wait for the next word until {by}.</>
  )
}
