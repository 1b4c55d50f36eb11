'use client'

import { Pencil } from 'lucide-react'
import { useRoom } from '#components/incident/room.ts'

/** In the corner of an entry whose words this person may put right. */
export function CorrectButton({ seq }: { seq: number }) {
  const { open } = useRoom()
  return (
    <button
      type="button"
      className="log-act bg-paper text-ink-3 hover:text-ink float-right inline-flex h-6 w-6 items-center justify-center"
      aria-label={`Correct entry ${seq}`}
      onClick={() => open({ dialog: 'correct', seq })}
    >
      <Pencil className="icon icon-sm" />
    </button>
  )
}
