'use client'

import {
  ArrowRightLeft,
  BadgeCheck,
  Ban,
  CheckCheck,
  ChevronsUpDown,
  FileText,
  Flag,
  Link2,
  Lock,
  type LucideIcon,
  Megaphone,
  Merge,
  Paperclip,
  RotateCcw,
  UserCheck,
  UserCog,
} from 'lucide-react'
import type { Route } from 'next'
import { moreActs } from '#components/incident/header/more-acts.ts'
import type { Act } from '#components/incident/header/needed-now.ts'
import { useRoom } from '#components/incident/room.ts'
import { MenuItem, MenuLink } from '#components/ui/menu.tsx'

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
  update: Megaphone,
}

/** What the menu holds: `first`, then whatever else this person may do. Loaded when somebody stirs. */
export default function MoreItems({ first }: { first: readonly Act[] }) {
  const { live, me, now, open } = useRoom()
  return [...first, ...moreActs(live.incident, me, now)].map((act) => {
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
  })
}
