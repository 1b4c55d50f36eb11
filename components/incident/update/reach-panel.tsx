'use client'

import { Globe, Mail, Webhook } from 'lucide-react'
import type { ReactNode } from 'react'
import { Moment } from '#components/incident/moment.tsx'
import { useRoom } from '#components/incident/room.ts'
import { NotifyMe } from '#components/incident/update/notify-me.tsx'
import { deliveriesAddress } from '#lib/messaging/model.ts'
import type { Reach } from '#lib/share-link/model.ts'

/** Where the update goes, and what went there last. */
export function ReachPanel({ reach }: { reach: Reach | null }) {
  const { live, zone, now, open } = useRoom()
  const { last } = live.confirmed.updates
  return (
    <div className="mt-5 md:mt-4 md:border-l md:pl-6">
      <h3 className="sec">Goes to</h3>
      <ul className="mt-1.5">
        <Way
          icon={<Globe className="icon text-ink-2" />}
          name="Stakeholder links"
          count={reach?.links}
          none="none yet"
        />
        <Way icon={<Mail className="icon text-ink-2" />} name="Mail" count={reach?.email} of="people" />
        <Way icon={<Webhook className="icon text-ink-2" />} name="Webhooks" count={reach?.webhooks} />
      </ul>
      {reach && reach.links + reach.email + reach.webhooks === 0 && (
        <p className="text-13 text-ink-2 border-t py-2">
          Nobody outside can read it yet. It is kept, and stands on every link that is made later.{' '}
          <button type="button" className="link" onClick={() => open({ dialog: 'share' })}>
            Make a link…
          </button>
        </p>
      )}
      {last && (
        <p className="text-13 text-ink-3 border-t pt-2 wrap-anywhere">
          Last one, <Moment at={last.at} zone={zone} now={now} />: “<bdi>{last.headline}</bdi>”
          {reach && reach.lost > 0 && (
            <>
              {' '}
              <a className="link text-sev1-ink" href={deliveriesAddress(live.confirmed.ref, last.seq)}>
                {reach.lost === 1 ? 'One who was told did' : `${reach.lost} who were told did`} not get it.
              </a>
            </>
          )}
        </p>
      )}
      <NotifyMe className="mt-3" />
    </div>
  )
}

type WayProps = {
  icon: ReactNode
  name: string
  /** Undefined while it is not known. */
  count: number | undefined
  of?: string
  none?: string
}

function Way({ icon, name, count, of = '', none = 'nobody' }: WayProps) {
  const one = of === 'people' && count === 1 ? 'person' : of
  return (
    <li className="flex items-center gap-3 border-t py-2">
      {icon}
      <span className="flex-1">{name}</span>
      <span className="text-13 text-ink-3 tnum">
        {count === undefined ? '–' : count === 0 ? none : `${count} ${one}`}
      </span>
    </li>
  )
}
