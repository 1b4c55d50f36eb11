'use client'

import { ArrowLeft, UserX } from 'lucide-react'
import Link from 'next/link'
import { ConnectionMark } from '#components/incident/header/connection-mark.tsx'
import { HeaderActions } from '#components/incident/header/header-actions.tsx'
import { PromiseMark } from '#components/incident/header/promise-mark.tsx'
import { Stepper } from '#components/incident/header/stepper.tsx'
import { Topic } from '#components/incident/header/topic.tsx'
import { Watchers } from '#components/incident/header/watchers.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { PersonAvatar } from '#components/incident/person-avatar.tsx'
import { useRoom } from '#components/incident/room.ts'
import { SeverityBadge } from '#components/incident/severity-badge.tsx'
import { Attention } from '#components/ui/attention.tsx'
import { RunningClock } from '#components/ui/running-clock.tsx'
import { commander, endOf, holders, isLive, isReadOnly, type PersonRef } from '#lib/incident/incident.ts'

/** What it is, how grave, who has it, how long it has run, and what is needed now. */
export function IncidentHeader() {
  const { live, me, zone, now } = useRoom()
  const { incident, connection } = live
  const holder = commander(incident)
  const { reportedAt } = incident.milestones
  const since = Date.parse(reportedAt ?? incident.statuses[0]?.from ?? '')
  const endedAt = endOf(incident)
  const until = endedAt ? Date.parse(endedAt) : null
  const clock = <RunningClock since={since} until={until} now={now} label="Since the report" />
  return (
    <div className="mx-auto max-w-[1440px] px-4 pt-3 pb-2.5 md:pt-4 lg:px-6">
      <div className="flex items-start gap-4">
        <div className="min-w-0 flex-1">
          <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <Link
              href="/incidents"
              className="text-ink-2 -ml-1 p-1 md:hidden"
              aria-label="Back to all incidents"
            >
              <ArrowLeft className="icon" />
            </Link>
            <SeverityBadge severity={incident.severity} kind={incident.kind} />
            <span className="mono text-13 text-ink-2 whitespace-nowrap">{incident.ref}</span>
            <ConnectionMark
              connection={connection}
              isSignedOut={live.isSignedOut}
              isClosed={isReadOnly(incident)}
              sentOnReturn={live.sentOnReturn}
              now={now}
            />
            <Watchers />
            <span className="mono text-20 ml-auto font-medium tracking-tight md:hidden">{clock}</span>
          </div>
          <Topic />
          <div className="text-14 mt-1.5 hidden flex-wrap items-center gap-x-5 gap-y-1.5 md:flex">
            <Holders />
            <PromiseMark />
          </div>
        </div>
        <div className="hidden text-right md:block">
          <div className="mono text-38 leading-none font-medium tracking-[-.03em]">{clock}</div>
          <p className="text-12 text-ink-3 mt-1.5">
            {until === null ? 'since the report at ' : 'from the report at '}
            {reportedAt && <Moment at={reportedAt} zone={zone} now={now} isExact />}
            {endedAt && (
              <>
                {' to '}
                <Moment at={endedAt} zone={zone} now={now} after={reportedAt} />
              </>
            )}
          </p>
        </div>
        <div className="hidden md:block">
          <HeaderActions />
        </div>
      </div>
      <div className="mt-3">
        <Stepper incident={incident} zone={zone} now={now} />
      </div>
      <div className="text-13 mt-1.5 md:hidden">
        <PromiseMark />
      </div>
      <div className="mt-2 flex items-center gap-2 md:hidden">
        <NoCommander />
        {holder && (
          <span className="text-13 text-ink-2 flex min-w-0 items-center gap-1.5">
            <PersonAvatar person={holder} />
            <span className="truncate">{holder.id === me.id ? 'You command' : holder.name}</span>
          </span>
        )}
        <HeaderActions isNarrow />
      </div>
    </div>
  )
}

function Holders() {
  const { live, me } = useRoom()
  const communications = holders(live.incident, 'communications')[0]?.person
  const holder = commander(live.incident)
  return (
    <>
      {holder && <Holder title="Commander" person={holder} isMe={holder.id === me.id} />}
      <NoCommander />
      {communications && (
        <Holder title="Communications" person={communications} isMe={communications.id === me.id} />
      )}
    </>
  )
}

function Holder({ title, person, isMe }: { title: string; person: PersonRef; isMe: boolean }) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <PersonAvatar person={person} />
      <span className="text-ink-3">{title}</span>
      <b className="truncate font-semibold">{person.name}</b>
      {isMe && <span className="text-ink-3">you</span>}
    </span>
  )
}

/** Inverse video: nobody decides. */
function NoCommander() {
  const { incident } = useRoom().live
  if (!isLive(incident) || commander(incident)) return null
  return <Attention icon={<UserX className="icon" />}>No commander</Attention>
}
