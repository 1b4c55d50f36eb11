'use client'

import { lazy, Suspense, useState } from 'react'
import { watchCommand } from '#components/incident/header/watch.ts'
import { useRoom } from '#components/incident/room.ts'
import { useTicking } from '#components/ui/ticker.ts'
import { isAskedFor } from '#lib/incident/public-updates.ts'

const Passing = lazy(() => import('#components/incident/header/passing.tsx'))

const everyMs = 5_000

/** Under the header, what passes: questions to somebody, what can still be taken back. Loaded when there is any. */
export function Notes() {
  const { live, me, now } = useRoom()
  const { offer, undo, merged, updates } = live.incident
  const at = Number(useTicking((time) => String(Math.floor(time / everyMs) * everyMs), now))
  const isLapsed = live.entries.slice(-100).some(({ type }) => type === 'command_offer_lapsed')
  const watch = watchCommand(live.incident, me, at)
  const { draft, promise } = updates
  const isAwaited = draft !== null || isAskedFor(promise)
  const isReturned = live.entries.slice(-100).some(({ type }) => type === 'update_returned')
  const isQuiet = !isAwaited && !isReturned
  const isEmpty = isQuiet && !offer && !isLapsed && !watch && undo.length === 0 && merged.length === 0
  const [isDrawn] = useState(!isEmpty)
  if (isEmpty) return null
  const passing = <Passing watch={watch} at={at} />
  // What the server drew is taken over as it stands, when its code is there. With a boundary of its own, news that
  // come before that would take it away for a moment, and whatever somebody presses just then would be lost.
  return isDrawn ? passing : <Suspense>{passing}</Suspense>
}
