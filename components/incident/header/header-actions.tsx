'use client'

import {
  ArrowRightLeft,
  BadgeCheck,
  Ban,
  CheckCheck,
  ChevronsUpDown,
  Ellipsis,
  FileText,
  Flag,
  Link2,
  Lock,
  type LucideIcon,
  Merge,
  Paperclip,
  RotateCcw,
  UserCheck,
  UserCog,
} from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { type Act, neededNow } from '#components/incident/header/needed-now.ts'
import { useRoom } from '#components/incident/room.ts'
import { Button, buttonClass } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuLink } from '#components/ui/menu.tsx'
import { currentTime } from '#components/ui/ticker.ts'
import { commander, isOfferOpen } from '#lib/incident/incident.ts'

const icons: Record<Act['icon'], LucideIcon> = {
  acknowledge: UserCheck,
  command: BadgeCheck,
  status: Flag,
  severity: ChevronsUpDown,
  resolve: CheckCheck,
  close: Lock,
  report: FileText,
  offer: ArrowRightLeft,
  role: UserCog,
  link: Link2,
  file: Paperclip,
  reopen: RotateCcw,
  cancel: Ban,
  merge: Merge,
}

/** The one thing that is needed from this person now, the next best, and the rest in a menu. */
export function HeaderActions({ isNarrow = false }: { isNarrow?: boolean }) {
  const { live, me, now } = useRoom()
  const { first, second, more } = neededNow(live.incident, me, now)
  // A question to this person outranks everything else on the page: then the banner has the primary button.
  const { offer, nudge } = live.incident
  const isAsked =
    (offer?.to.id === me.id && isOfferOpen(live.incident, new Date(currentTime()).toISOString())) ||
    (nudge !== null && commander(live.incident)?.id === me.id)
  if (isNarrow) {
    return (
      <div className="ml-auto flex items-center gap-1.5">
        {first && <ActButton act={first} isPrimary={!isAsked} size="small" />}
        <MoreMenu acts={second ? [second, ...more] : more} />
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-1.5 border-l pl-4">
      {first && <ActButton act={first} isPrimary={!isAsked} />}
      <div className="flex justify-end gap-1.5">
        {second && <ActButton act={second} size="small" className="flex-1" />}
        <MoreMenu acts={more} />
      </div>
    </div>
  )
}

type ActButtonProps = { act: Act; isPrimary?: boolean; size?: 'small' | 'medium'; className?: string }

function ActButton({ act, isPrimary = false, size = 'medium', className = '' }: ActButtonProps) {
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
        <Icon className="icon" />
        {act.label}
      </Link>
    )
  }
  const run = () => ('send' in act ? live.send(act.send) : open(act.open))
  return (
    <Button variant={variant} size={size} className={className} onClick={run}>
      {size === 'medium' && <Icon className="icon" />}
      {act.label}
    </Button>
  )
}

function MoreMenu({ acts }: { acts: Act[] }) {
  const { live, open } = useRoom()
  if (acts.length === 0) return null
  return (
    <Menu label={<Ellipsis className="icon" />} name="More actions" className="btn btn-sm btn-quiet btn-icon">
      {acts.map((act) => {
        const Icon = icons[act.icon]
        const content = (
          <>
            <Icon className="icon text-ink-3" />
            {act.label}
          </>
        )
        if ('href' in act) {
          return (
            // MenuLink takes any route; this one exists.
            <MenuLink
              key={act.label}
              href={`/incidents/${live.incident.ref}/${act.href}` as Route}
              prefetch={false}
            >
              {content}
            </MenuLink>
          )
        }
        return (
          <MenuItem key={act.label} onClick={() => ('send' in act ? live.send(act.send) : open(act.open))}>
            {content}
          </MenuItem>
        )
      })}
    </Menu>
  )
}
