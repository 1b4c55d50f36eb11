'use client'

import { Ellipsis } from 'lucide-react'
import { useRoom } from '#components/incident/room.ts'

/** In the corner of an entry: opens what can be done with it. The list itself is one for all entries. */
export function EntryActions({ seq, className }: { seq: number; className: string }) {
  const { actOn } = useRoom()
  return (
    <button
      type="button"
      className={`log-act bg-paper text-ink-3 hover:text-ink inline-flex h-6 w-6 flex-none items-center justify-center ${className}`}
      aria-label={`What to do with entry ${seq}`}
      onClick={(event) => actOn(seq, event.currentTarget)}
    >
      <Ellipsis className="icon icon-sm" />
    </button>
  )
}
