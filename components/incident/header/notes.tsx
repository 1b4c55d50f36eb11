'use client'

import { lazy, Suspense } from 'react'
import { watchCommand } from '#components/incident/header/watch.ts'
import { useRoom } from '#components/incident/room.ts'
import { useTicking } from '#components/ui/ticker.ts'

const Passing = lazy(() => import('#components/incident/header/passing.tsx'))

const everyMs = 5_000

/** Under the header, what passes: questions to somebody, what can still be taken back. Loaded when there is any. */
export function Notes() {
  const { live, me, now } = useRoom()
  const { offer, undo, merged } = live.incident
  const at = Number(useTicking((time) => String(Math.floor(time / everyMs) * everyMs), now))
  const isLapsed = live.entries.slice(-100).some(({ type }) => type === 'command_offer_lapsed')
  const watch = watchCommand(live.incident, me, at)
  if (!offer && !isLapsed && !watch && undo.length === 0 && merged.length === 0) return null
  return (
    <Suspense>
      <Passing watch={watch} at={at} />
    </Suspense>
  )
}
