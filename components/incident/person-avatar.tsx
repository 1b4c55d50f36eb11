'use client'

import { useRoom } from '#components/incident/room.ts'
import { Avatar } from '#components/ui/avatar.tsx'
import type { PersonRef } from '#lib/incident/incident.ts'

/** Somebody's picture as the page knew it when it was opened, or their initials. */
export function PersonAvatar({ person, className }: { person: PersonRef; className?: string }) {
  const { people } = useRoom()
  const picture = people.find(({ id }) => id === person.id)?.picture ?? null
  return <Avatar name={person.name} picture={picture} {...(className && { className })} />
}
