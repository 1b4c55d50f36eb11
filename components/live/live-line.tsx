'use client'

import { WifiOff } from 'lucide-react'
import { useState } from 'react'
import { type Renew, type Seen, useHints } from '#components/live/hints.ts'
import { SessionEnded } from '#components/shell/session-ended.tsx'
import { Attention } from '#components/ui/attention.tsx'
import { Time } from '#components/ui/time.tsx'

type LiveLineProps = { seen: Seen; zone: string; now: number; renew?: Renew }

/** Keeps a page of the server true and says whether it is: live, reconnecting, or since when it stands still. */
export function LiveLine({ seen, zone, now, renew }: LiveLineProps) {
  const { connection, isSignedOut } = useHints(seen, now, renew)
  const [isDismissed, setDismissed] = useState(false)
  if (isSignedOut) {
    return (
      <>
        <Attention icon={<WifiOff className="icon" />}>Signed out. This page stands still.</Attention>
        {!isDismissed && <SessionEnded isTextKept={false} onDismiss={() => setDismissed(true)} />}
      </>
    )
  }
  return (
    <span role="status" className="text-13 text-ink-2 inline-flex min-h-6 items-center gap-2">
      {connection.state === 'offline' ? (
        <Attention icon={<WifiOff className="icon" />}>
          Offline. As of&nbsp;
          <Time at={connection.since} zone={zone} />
        </Attention>
      ) : connection.state === 'reconnecting' ? (
        'Reconnecting'
      ) : connection.state === 'connecting' ? null : (
        <>
          <span className="live-dot" aria-hidden="true" />
          Live
        </>
      )}
    </span>
  )
}
