'use client'

import { Merge } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { NoteLine } from '#components/incident/header/note-line.tsx'
import { useRoom } from '#components/incident/room.ts'

/** For who came by the address of an incident that was merged into this one. */
export function MergedNote() {
  const params = useSearchParams()
  const last = params.get('via') ?? params.get('from')
  const source = useRoom().live.incident.merged.find(({ ref }) => ref === last)
  if (!source) return null
  return (
    <NoteLine>
      <Merge className="icon text-ink-3" />
      <span>
        <b className="font-semibold">{source.ref}</b> was merged into this incident.
      </span>
      <Link className="link" href={`/incidents/${source.ref}?log=own`} prefetch={false}>
        Read its own log
      </Link>
    </NoteLine>
  )
}
