'use client'

import { Eye } from 'lucide-react'
import { PersonAvatar } from '#components/incident/person-avatar.tsx'
import { useRoom } from '#components/incident/room.ts'
import { Menu } from '#components/ui/menu.tsx'

/** Who has this incident open just now; nothing while it is only oneself, or not known. */
export function Watchers() {
  const { live, me } = useRoom()
  const { watchers, connection } = live
  const isKnown = connection.state === 'live' || connection.state === 'back'
  if (!isKnown || !watchers.some(({ id }) => id !== me.id)) return null
  const words = `${watchers.length} watching`
  const label = (
    <>
      <Eye className="icon" />
      <span className="tnum">
        {watchers.length}
        <span className="max-sm:sr-only"> watching</span>
      </span>
    </>
  )
  return (
    <Menu
      label={label}
      className="text-13 text-ink-2 hover:text-ink inline-flex min-h-6 items-center gap-1.5"
    >
      <ul className="text-14 max-h-80 overflow-y-auto px-3 py-1.5" aria-label={words}>
        {watchers.map(({ id, name }) => (
          <li key={id} className="flex min-h-8 items-center gap-2">
            <PersonAvatar person={{ id, name }} />
            <span>{name}</span>
            {id === me.id && <span className="text-ink-3">you</span>}
          </li>
        ))}
      </ul>
    </Menu>
  )
}
