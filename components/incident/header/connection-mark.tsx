'use client'

import { WifiOff } from 'lucide-react'
import type { Connection } from '#components/live/connection.ts'
import { Attention } from '#components/ui/attention.tsx'
import { OverdueFor } from '#components/ui/ticking-text.tsx'

type ConnectionMarkProps = { connection: Connection; now: number }

/** Live; Reconnecting up to 20 s; then Offline, which somebody should know about. */
export function ConnectionMark({ connection, now }: ConnectionMarkProps) {
  if (connection.state === 'offline') {
    return (
      <Attention icon={<WifiOff className="icon" />}>
        Offline
        <span className="hidden md:inline">
          {' '}
          <OverdueFor dueAt={connection.since} now={now} />. Reconnecting
        </span>
      </Attention>
    )
  }
  if (connection.state === 'reconnecting' || connection.state === 'connecting') {
    return (
      <span className="text-13 text-ink-2 inline-flex items-center gap-1.5">
        <span className="border-line h-2 w-2 rounded-full border" />
        {connection.state === 'connecting' ? 'Connecting' : 'Reconnecting'}
      </span>
    )
  }
  return (
    <span className="text-13 text-ok-ink inline-flex items-center gap-1.5 font-semibold">
      <span className="live-dot" />
      {connection.state === 'back' ? 'Back. Live again' : 'Live'}
    </span>
  )
}
