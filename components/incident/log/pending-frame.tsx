'use client'

import type { ReactNode } from 'react'
import { useRoom } from '#components/incident/room.ts'
import { type Pending, withTime } from '#components/live/pending.ts'
import { Button } from '#components/ui/button.tsx'
import { Time } from '#components/ui/time.tsx'

type PendingFrameProps = { pending: Pending; zone: string; children: ReactNode }

/** Around what the server has not confirmed: on its way, or kept on this device until it can be reached. */
export function PendingFrame({ pending, zone, children }: PendingFrameProps) {
  const { live, edit } = useRoom()
  if (pending.state === 'sending') {
    return (
      <div data-pending={pending.key}>
        {children}
        <p className="text-12 text-ink-3">Sending…</p>
      </div>
    )
  }
  return (
    <div data-pending={pending.key} className="border-line rounded-sm border border-dashed px-3 py-2">
      <p className="text-13 text-ink-2">
        {live.isKept ? 'Saved on this device ' : 'Kept on this page '}
        <Time at={pending.at} zone={zone} format="clock" />.{' '}
        {live.isKept ? '' : 'This browser saves nothing: leave the page open. '}
        {live.isSignedOut ? 'Sends when you have signed in again.' : 'Sends when you are back online.'}
      </p>
      {children}
      <div className="mt-1.5 flex gap-1.5">
        <Button
          size="small"
          onClick={() => {
            live.discard(pending.key)
            edit(withTime(pending))
          }}
        >
          Edit
        </Button>
        <Button size="small" variant="quiet" onClick={() => live.discard(pending.key)}>
          Discard
        </Button>
      </div>
    </div>
  )
}
