'use client'

import { WifiOff } from 'lucide-react'
import { useRoom } from '#components/incident/room.ts'
import type { Connection } from '#components/live/connection.ts'
import { NewerNotice } from '#components/live/newer-notice.tsx'
import { Button } from '#components/ui/button.tsx'
import { useTicking } from '#components/ui/ticker.ts'
import { Time } from '#components/ui/time.tsx'

/** Above the log: another build answers, or its newest entries are of a kind that this page's code cannot fold. */
export function OutdatedNotice() {
  return useRoom().live.isOutdated ? <NewerNotice className="mt-3" /> : null
}

/** Above the log while the server cannot be reached: since when, what is done about it, what still works. */
export function OfflineNotice() {
  const { connection } = useRoom().live
  return connection.state === 'offline' ? <Offline connection={connection} /> : null
}

function Offline({ connection }: { connection: Extract<Connection, { state: 'offline' }> }) {
  const { live, zone, now } = useRoom()
  const { since, retryAt } = connection
  const next = useTicking((at) => String(Math.max(0, Math.ceil((retryAt - at) / 1000))), now)
  return (
    <div className="border-line bg-sunk mt-3 flex flex-wrap gap-2.5 rounded-sm border px-3 py-2 sm:flex-nowrap">
      <WifiOff className="icon mt-[3px]" />
      <p className="min-w-0 flex-1">
        <b className="font-semibold">
          You are offline since <Time at={since} zone={zone} format="clock" />.
        </b>{' '}
        The log below may be behind. Keep writing: entries keep their time and are sent in order when the
        connection is back. <span className="mono text-12 text-ink-2">Next try in {next} s</span>
      </p>
      <Button size="small" className="flex-none" onClick={live.retry}>
        Try now
      </Button>
    </div>
  )
}
