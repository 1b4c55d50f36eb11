'use client'

import { Lock } from 'lucide-react'
import Link from 'next/link'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'

/** In the composer's place once the incident is closed. */
export function ReadOnly() {
  const { live, zone, now } = useRoom()
  const { ref, milestones } = live.incident
  return (
    <div className="border-bar flex flex-wrap items-center gap-x-3 gap-y-1 border-t-[3px] py-3">
      <Lock className="icon text-ink-3" />
      <p className="min-w-0 flex-1">
        <b className="font-semibold">{ref} is closed</b>
        {milestones.closedAt && (
          <>
            {' since '}
            <Moment at={milestones.closedAt} zone={zone} now={now} className="text-13" />
          </>
        )}
        . It is read-only. Entries can still be corrected.
      </p>
      <Link className="link" href={`/incidents/${ref}/report`} prefetch={false}>
        Open the report
      </Link>
    </div>
  )
}
