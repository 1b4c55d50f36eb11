'use client'

import { useRoom } from '#components/incident/room.ts'
import { permission } from '#lib/incident/policy.ts'
import { updateStateNames } from '#lib/incident/public-updates.ts'

/** Those outside were told of it, and not yet that it is over: said before the end, which takes the word away. */
export function LastWord() {
  const { live, me, open } = useRoom()
  const { last } = live.incident.updates
  if (!last || last.state === 'over') return null
  return (
    <p>
      Those outside were told “{updateStateNames[last.state].toLowerCase()}”, and not that it is over. After
      this no update can go out.{' '}
      {permission(me, 'draft_update', live.incident).allowed && (
        <button type="button" className="link" onClick={() => open({ dialog: 'update' })}>
          Send the last word first…
        </button>
      )}
    </p>
  )
}
