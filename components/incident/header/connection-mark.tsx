'use client'

import { LogIn, WifiOff } from 'lucide-react'
import type { Connection } from '#components/live/connection.ts'
import { Attention } from '#components/ui/attention.tsx'
import { OverdueFor } from '#components/ui/ticking-text.tsx'

type ConnectionMarkProps = {
  connection: Connection
  /** The session has ended: nothing arrives until somebody signs in. */
  isSignedOut: boolean
  /** A closed incident is not live, whatever its connection: only a lost one is said. */
  isClosed: boolean
  /** How much waited on this device when the connection came back. */
  sentOnReturn: number
  now: number
}

/** Live; Reconnecting up to 20 s; then Offline, which somebody should know about. */
export function ConnectionMark({
  connection,
  isSignedOut,
  isClosed,
  sentOnReturn,
  now,
}: ConnectionMarkProps) {
  if (isSignedOut) return <Attention icon={<LogIn className="icon" />}>Session ended</Attention>
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
  if (isClosed && connection.state !== 'reconnecting') return null
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
      {connection.state === 'back' ? backWords(sentOnReturn) : 'Live'}
    </span>
  )
}

function backWords(sent: number): string {
  if (sent === 0) return 'Back'
  return `Back, ${sent} ${sent === 1 ? 'entry' : 'entries'} sent`
}
