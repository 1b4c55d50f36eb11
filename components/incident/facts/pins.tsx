'use client'

import { PinOff } from 'lucide-react'
import { SmallAction } from '#components/incident/facts/small-action.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { isReadOnly } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'

/** Entries that somebody keeps in sight, in the order in which they were pinned. */
export function Pins() {
  const { live, me, zone, now } = useRoom()
  const { incident } = live
  if (incident.pins.length === 0) return null
  const isChangeable = !isReadOnly(incident) && permission(me, 'unpin_entry', incident).allowed
  return (
    <section className="mt-6" aria-labelledby="h-pins">
      <h2 id="h-pins" className="sec rule-sec">
        Pinned <span className="n">{incident.pins.length}</span>
      </h2>
      <ol className="mt-1">
        {incident.pins.map(({ seq, at, sentence }) => (
          <li key={seq} className="flex items-start gap-2 border-t py-1.5 first:border-t-0">
            <a href={`#entry-${seq}`} className="group min-w-0 flex-1">
              <span className="mono text-12 text-ink-3 block">
                <Moment at={at} zone={zone} now={now} after={incident.milestones.reportedAt} />
              </span>
              <span className="line-clamp-3 wrap-anywhere group-hover:underline">{sentence}</span>
            </a>
            {isChangeable && (
              <SmallAction
                label={`Unpin entry ${seq}`}
                onPress={() => live.send({ type: 'unpin_entry', seq })}
              >
                <PinOff className="icon size-3" />
              </SmallAction>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
