'use client'

import {
  BadgeCheck,
  CheckCheck,
  Ellipsis,
  FileText,
  Flag,
  Lock,
  type LucideIcon,
  Megaphone,
  UserCheck,
} from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { lazy, Suspense, useState } from 'react'
import { type Act, hasMore, neededNow } from '#components/incident/header/needed-now.ts'
import { useRoom } from '#components/incident/room.ts'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { Menu } from '#components/ui/menu.tsx'
import { currentTime } from '#components/ui/ticker.ts'
import { commander, isOfferOpen } from '#lib/incident/incident.ts'

const MoreItems = lazy(() => import('#components/incident/header/more-menu.tsx'))

/** Of what can be needed first; the menu has the others. */
const icons: Partial<Record<Act['icon'], LucideIcon>> = {
  acknowledge: UserCheck,
  command: BadgeCheck,
  status: Flag,
  resolve: CheckCheck,
  close: Lock,
  report: FileText,
  update: Megaphone,
}

/** The one thing that is needed from this person now, the next best, and the rest in a menu. */
export function HeaderActions({ isNarrow = false }: { isNarrow?: boolean }) {
  const { live, me } = useRoom()
  const { first, second, update, spare } = neededNow(live.incident, me)
  const isEmpty = spare.length === 0 && !hasMore(live.incident)
  // A question to this person outranks everything else on the page: then the banner has the primary button.
  const { offer, nudge } = live.incident
  const isAsked =
    (offer?.to.id === me.id && isOfferOpen(live.incident, new Date(currentTime()).toISOString())) ||
    (nudge !== null && commander(live.incident)?.id === me.id)
  if (isNarrow) {
    return (
      <div className="ml-auto flex items-center gap-1.5">
        {first && <ActButton act={first} isPrimary={!isAsked} size="small" />}
        <MoreMenu
          first={[update, second].filter((act) => act !== null)}
          isEmpty={isEmpty && update === null && second === null}
        />
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-1.5 border-l pl-4">
      {first && <ActButton act={first} isPrimary={!isAsked} />}
      {update && <ActButton act={update} size="small" hasIcon />}
      <div className="flex justify-end gap-1.5">
        {second && <ActButton act={second} size="small" className="flex-1" />}
        <MoreMenu isEmpty={isEmpty} />
      </div>
    </div>
  )
}

type ActButtonProps = {
  act: Act
  isPrimary?: boolean
  size?: 'small' | 'medium'
  hasIcon?: boolean
  className?: string
}

function ActButton(props: ActButtonProps) {
  const { act, isPrimary = false, size = 'medium', hasIcon = size === 'medium', className = '' } = props
  const { live, open } = useRoom()
  const Icon = icons[act.icon]
  const variant = isPrimary ? 'primary' : 'default'
  if ('href' in act) {
    return (
      <Link
        // The report or the post-mortem of this incident.
        href={`/incidents/${live.incident.ref}/${act.href}` as Route}
        prefetch={false}
        className={buttonClass({ variant, size, className })}
      >
        {Icon && <Icon className="icon" />}
        {act.label}
      </Link>
    )
  }
  const run = () => ('send' in act ? live.send(act.send) : open(act.open))
  return (
    <Button variant={variant} size={size} className={className} onClick={run}>
      {hasIcon && Icon && <Icon className="icon" />}
      {act.label}
    </Button>
  )
}

/** Nothing of it is there until it is opened. */
function MoreMenu({ first = [], isEmpty }: { first?: readonly Act[]; isEmpty: boolean }) {
  const [isOpened, setOpened] = useState(false)
  if (isEmpty) return null
  return (
    <Menu
      label={<Ellipsis className="icon" />}
      name="More actions"
      className="btn btn-sm btn-quiet btn-icon"
      onOpen={() => setOpened(true)}
    >
      {isOpened && (
        <Suspense>
          <MoreItems first={first} />
        </Suspense>
      )}
    </Menu>
  )
}
