'use client'

import { Pencil, Plus } from 'lucide-react'
import { type MilestoneRow, milestoneRows } from '#components/incident/facts/milestone-rows.ts'
import { SmallAction } from '#components/incident/facts/small-action.tsx'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { isReadOnly } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'

/** The times that the metrics rest on, as far as they are known. */
export function Milestones() {
  const { live, me, open } = useRoom()
  const { incident, entries } = live
  const isChangeable = !isReadOnly(incident) && permission(me, 'set_milestone', incident).allowed
  return (
    <section className="mt-6" aria-labelledby="h-milestones">
      <h2 id="h-milestones" className="sec rule-sec">
        Milestones
        {isChangeable && (
          <SmallAction isLast label="Set a milestone" onPress={() => open({ dialog: 'milestone' })}>
            <Plus className="icon icon-sm" />
          </SmallAction>
        )}
      </h2>
      <dl className="text-13 mt-1">
        {milestoneRows(incident, entries).map((row) => (
          <Row key={row.name} row={row} isChangeable={isChangeable} />
        ))}
      </dl>
    </section>
  )
}

function Row({ row, isChangeable }: { row: MilestoneRow; isChangeable: boolean }) {
  const { live, zone, now, open } = useRoom()
  const { words, at, settable, setBy, late } = row
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-1 border-t py-1 first:border-t-0">
      <dt className="text-ink-2 flex items-center gap-1">
        {words}
        {isChangeable && settable && (
          <SmallAction
            label={`Change: ${words}`}
            onPress={() => open({ dialog: 'milestone', milestone: settable })}
          >
            <Pencil className="icon size-3" />
          </SmallAction>
        )}
      </dt>
      <dd className="mono">
        <Moment at={at} zone={zone} now={now} after={live.incident.milestones.reportedAt} isExact />
      </dd>
      {(setBy !== null || late) && (
        <dd className="text-12 text-ink-3 col-span-2 text-right">
          {setBy !== null && (
            <a className="link text-ink-3" href={`#entry-${setBy}`}>
              set by hand
            </a>
          )}
          {setBy !== null && late && ', '}
          {late}
        </dd>
      )}
    </div>
  )
}
