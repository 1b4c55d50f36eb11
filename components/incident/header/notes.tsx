'use client'

import { lazy, type RefObject, Suspense, useRef } from 'react'
import { watchCommand } from '#components/incident/header/watch.ts'
import { useRoom } from '#components/incident/room.ts'
import { useTicking } from '#components/ui/ticker.ts'

const Passing = lazy(() => import('#components/incident/header/passing.tsx'))

const everyMs = 5_000

/** Under the header, what passes: questions to somebody, what can still be taken back. Loaded when there is any. */
export function Notes() {
  const { live, me, now } = useRoom()
  const box = useRef<HTMLDivElement>(null)
  const { offer, undo, merged } = live.incident
  const at = Number(useTicking((time) => String(Math.floor(time / everyMs) * everyMs), now))
  const isLapsed = live.entries.slice(-100).some(({ type }) => type === 'command_offer_lapsed')
  const watch = watchCommand(live.incident, me, at)
  if (!offer && !isLapsed && !watch && undo.length === 0 && merged.length === 0) return null
  return (
    <div ref={box}>
      <Suspense fallback={<Kept of={box} />}>
        <Passing watch={watch} at={at} />
      </Suspense>
    </div>
  )
}

/** As high as what the server drew there, so that nothing below moves until the browser can draw it too. */
function Kept({ of }: { of: RefObject<HTMLElement | null> }) {
  return <div style={{ height: of.current?.offsetHeight }} />
}
