'use client'

import { Ellipsis, UserPlus, UserX } from 'lucide-react'
import { type Row, rowsOf } from '#components/incident/people/rows.ts'
import { PersonAvatar } from '#components/incident/person-avatar.tsx'
import { useRoom } from '#components/incident/room.ts'
import { Attention } from '#components/ui/attention.tsx'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { useTicking } from '#components/ui/ticker.ts'
import { Time } from '#components/ui/time.tsx'
import { type Instant, isLive, isReadOnly, type Role } from '#lib/incident/incident.ts'
import { permission } from '#lib/incident/policy.ts'
import { roleDuties, roleNames } from '#lib/incident/words.ts'
import { formatDuration } from '#lib/time/duration.ts'

/** One row per person: what they are here, since when, and when they answered. Then what nobody holds. */
export function PeopleRail() {
  const { live, me, open } = useRoom()
  const { incident } = live
  const { people, vacancies, former } = rowsOf(incident)
  const isRunning = !isReadOnly(incident)
  return (
    <section aria-labelledby="h-people">
      <h2 id="h-people" className="sec rule-sec">
        People <span className="n">{people.length}</span>
      </h2>
      {people.length > 0 && (
        <div
          className="text-12 text-ink-3 mt-2 grid grid-cols-[minmax(0,1fr)_48px_48px] gap-x-2 text-right"
          aria-hidden="true"
        >
          <span />
          <span>Since</span>
          <span>Ack</span>
        </div>
      )}
      <ul>
        {people.map((row) => (
          <PersonRow key={row.person.id} row={row} />
        ))}
        {isRunning && vacancies.map((role) => <Vacancy key={role} role={role} />)}
      </ul>
      {isRunning && permission(me, 'take_role', incident).allowed && (
        <Button size="small" variant="quiet" className="mt-1 -ml-2" onClick={() => open({ dialog: 'role' })}>
          <UserPlus className="icon" />
          Take or assign a role…
        </Button>
      )}
      {former.length > 0 && <Former />}
    </section>
  )
}

function PersonRow({ row }: { row: Row }) {
  const { me, zone } = useRoom()
  const { person, held, acknowledgedAt } = row
  const isMe = person.id === me.id
  return (
    <li className="border-t py-2 first:border-t-0">
      <div className="grid grid-cols-[24px_minmax(0,1fr)_48px_48px] items-start gap-x-2">
        <PersonAvatar person={person} className="mt-0.5" />
        <div className="min-w-0 leading-tight">
          <div className="flex items-center gap-1">
            <b className="min-w-0 font-semibold wrap-anywhere">{person.name}</b>
            {isMe && <span className="text-ink-3">you</span>}
            <RowMenu row={row} />
          </div>
          <p className="text-12 text-ink-2 mt-0.5">
            {held.length > 0 ? held.map(({ role }) => roleNames[role]).join(', ') : 'Acknowledged'}
          </p>
        </div>
        <p className="mono text-12 text-ink-2 pt-px text-right">
          <span className="vh">Since </span>
          {held[0] ? <Time at={held[0].from} zone={zone} /> : '–'}
        </p>
        <p className="mono text-12 pt-px text-right">
          <span className="vh">Acknowledged </span>
          {acknowledgedAt ? (
            <Time at={acknowledgedAt} zone={zone} className="text-ok-ink font-semibold" />
          ) : (
            <span className="text-ink-3">–</span>
          )}
        </p>
      </div>
      {held.length > 0 && (
        <p className="text-12 text-ink-3 mt-0.5 pl-8">{held.map(({ role }) => roleDuties[role]).join(' ')}</p>
      )}
      <LongCommand since={held.find(({ role }) => role === 'commander')?.from} isMe={isMe} />
    </li>
  )
}

const longMs = 4 * 3_600_000

/** After four hours a fresh head is better; who commands decides. */
function LongCommand({ since, isMe }: { since: Instant | undefined; isMe: boolean }) {
  const { live, open, now } = useRoom()
  const from = Date.parse(since ?? '')
  const hours = useTicking(
    (at) => (at - from >= longMs ? formatDuration(Math.floor((at - from) / 3_600_000) * 3600) : ''),
    now,
  )
  if (!hours || !isLive(live.incident)) return null
  return (
    <p className="text-13 text-ink-2 mt-1 pl-8">
      In command for more than {hours}. A fresh head sees more.{' '}
      {isMe && (
        <button type="button" className="link" onClick={() => open({ dialog: 'offer' })}>
          Hand over command…
        </button>
      )}
    </p>
  )
}

/** What can be done about somebody's roles, out of the way until it is asked for. */
function RowMenu({ row }: { row: Row }) {
  const { live, me, open } = useRoom()
  const { incident } = live
  const may = (type: Parameters<typeof permission>[1]) => permission(me, type, incident).allowed
  const isMe = row.person.id === me.id
  const isCommander = row.held.some(({ role }) => role === 'commander')
  const releasable = row.held.filter(({ role }) => role !== 'commander' || incident.severity === 'SEV3')
  const mayRelease = isMe ? may('release_role') : may('assign_role')
  const mayOffer = isCommander && may('offer_command') && isLive(incident)
  const mayNudge = isCommander && !isMe && incident.nudge === null && may('nudge_commander')
  if (isReadOnly(incident) || (!mayOffer && !mayNudge && !(mayRelease && releasable.length > 0))) return null
  return (
    <Menu
      label={<Ellipsis className="icon" />}
      name={`Roles of ${row.person.name}`}
      className="btn btn-sm btn-quiet btn-icon text-ink-3 -my-1"
    >
      {mayOffer && <MenuItem onClick={() => open({ dialog: 'offer' })}>Hand over command…</MenuItem>}
      {mayNudge && (
        <MenuItem onClick={() => live.send({ type: 'nudge_commander' })}>Ask whether they are there</MenuItem>
      )}
      {mayRelease &&
        releasable.map(({ role }) => (
          <MenuItem
            key={role}
            onClick={() =>
              live.send({ type: 'release_role', role, ...(isMe ? {} : { personId: row.person.id }) })
            }
          >
            Release {roleNames[role]}
          </MenuItem>
        ))}
    </Menu>
  )
}

/** A role that nobody holds. Without a commander nobody decides: that one is an attention mark. */
function Vacancy({ role }: { role: Role }) {
  const { live, me, open } = useRoom()
  const { incident } = live
  const isUrgent = role === 'commander' && isLive(incident)
  return (
    <li className="border-t py-2 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        {isUrgent ? (
          <Attention icon={<UserX className="icon" />}>No {roleNames[role]}</Attention>
        ) : (
          <span className="text-ink-2">No {roleNames[role]}</span>
        )}
        {permission(me, 'take_role', incident).allowed && (
          <Button size="small" className="ml-auto" onClick={() => live.send({ type: 'take_role', role })}>
            Take
          </Button>
        )}
        {permission(me, 'assign_role', incident).allowed && (
          <Button
            size="small"
            variant="quiet"
            aria-label={`Assign ${roleNames[role]}…`}
            onClick={() => open({ dialog: 'role', role })}
          >
            Assign…
          </Button>
        )}
      </div>
      <p className="text-12 text-ink-3 mt-0.5">{roleDuties[role]}</p>
    </li>
  )
}

function Former() {
  const { live, zone } = useRoom()
  const { former } = rowsOf(live.incident)
  return (
    <details className="mt-3">
      <summary className="text-13 text-ink-2">Before ({former.length})</summary>
      <ul className="text-12 text-ink-2 mt-1 space-y-1">
        {former.map((span) => (
          <li key={`${span.role}${span.person.id}${span.from}`}>
            {span.person.name}, {roleNames[span.role]}, <Time at={span.from} zone={zone} /> to{' '}
            {span.until && <Time at={span.until} zone={zone} />}
          </li>
        ))}
      </ul>
    </details>
  )
}
