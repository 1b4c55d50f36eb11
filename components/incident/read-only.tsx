'use client'

import { Lock } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'

/** In the composer's place once the incident is closed, cancelled or merged: what it is, and what is still possible. */
export function ReadOnly() {
  const { live, zone, now } = useRoom()
  const { ref, status, statuses, mergedInto } = live.incident
  const at = statuses.at(-1)?.from
  const since = at && <Moment at={at} zone={zone} now={now} className="text-13" />
  if (status === 'merged' && mergedInto) {
    return (
      <Line href={`/incidents/${mergedInto.ref}`} way={`Go to ${mergedInto.ref}`}>
        <b className="font-semibold">
          {ref} was merged into {mergedInto.ref}
        </b>{' '}
        at {since}. What happens now is logged there. This log is read-only; entries can still be corrected.
      </Line>
    )
  }
  return (
    <Line
      href={`/incidents/${ref}/report`}
      way="Open the report"
      more={
        status === 'closed' && (
          <Link className="link" href={`/incidents/${ref}/post-mortem` as Route} prefetch={false}>
            Post-mortem
          </Link>
        )
      }
    >
      {status === 'cancelled' ? (
        <>
          <b className="font-semibold">{ref} was cancelled</b> at {since}: it was no incident, and counts in
          no metric.
        </>
      ) : (
        <>
          <b className="font-semibold">{ref} is closed</b> since {since}.
        </>
      )}{' '}
      It is read-only. Entries can still be corrected.
    </Line>
  )
}

type LineProps = { href: `/incidents/${string}`; way: string; more?: ReactNode; children: ReactNode }

function Line({ href, way, more, children }: LineProps) {
  return (
    <div className="border-bar flex flex-wrap items-center gap-x-3 gap-y-1 border-t-[3px] py-3">
      <Lock className="icon text-ink-3" />
      <p className="min-w-0 flex-1 basis-64">{children}</p>
      {/* The address exists; its type cannot say so. */}
      <Link className="link" href={href as Route} prefetch={false}>
        {way}
      </Link>
      {more}
    </div>
  )
}
