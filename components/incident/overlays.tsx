'use client'

import { lazy, Suspense, useEffect, useState } from 'react'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import type { ActedOn } from '#components/incident/use-room.ts'
import { loadRules } from '#components/live/rules.ts'

const loadDialogs = () => import('#components/incident/dialogs/dialogs.tsx')
const loadSheets = () => import('#components/incident/update/sheets.tsx')
const loadNotes = () => import('#components/incident/header/passing.tsx')
const loadRefused = () => import('#components/incident/refused-notices.tsx')
const loadMenu = () => import('#components/incident/entry-actions/entry-menu.tsx')
const loadMore = () => import('#components/incident/header/more-menu.tsx')
const loadSessionEnded = () => import('#components/shell/session-ended.tsx')
const Dialogs = lazy(loadDialogs)
const Sheets = lazy(loadSheets)
const EntryMenu = lazy(loadMenu)
const SessionEnded = lazy(() => loadSessionEnded().then(({ SessionEnded }) => ({ default: SessionEnded })))

type OverlaysProps = {
  request: DialogRequest | null
  actedOn: ActedOn | null
  onClose: () => void
  onLeave: () => void
}

/** What opens over the page: the dialog that was asked for, the actions of an entry, the end of the session. */
export function Overlays({ request, actedOn, onClose, onLeave }: OverlaysProps) {
  const { live } = useRoom()
  const [isEndSeen, setEndSeen] = useState(false)
  useEffect(loadAtFirstTouch, [])
  return (
    <Suspense>
      {request && isSheet(request) && <Sheets request={request} onClose={onClose} />}
      {request && !isSheet(request) && <Dialogs request={request} onClose={onClose} />}
      {actedOn && <EntryMenu key={actedOn.seq} seq={actedOn.seq} button={actedOn.button} onClose={onLeave} />}
      {live.isSignedOut && !isEndSeen && (
        <SessionEnded isTextKept waiting={live.pending.length} onDismiss={() => setEndSeen(true)} />
      )}
    </Suspense>
  )
}

function isSheet(
  request: DialogRequest,
): request is Extract<DialogRequest, { dialog: 'update' | 'approve' }> {
  return request.dialog === 'update' || request.dialog === 'approve'
}

/**
 * Who only watches never needs any of them, nor the rules of commands; whoever stirs gets them ahead of the press, so
 * that they open, and an answer shows at once, without a connection too.
 */
function loadAtFirstTouch() {
  const signs = ['pointermove', 'pointerdown', 'keydown'] as const
  const stop = new AbortController()
  const load = () => {
    stop.abort()
    for (const loadPart of [loadDialogs, loadSheets, loadMenu, loadNotes, loadRefused, loadMore])
      loadPart().catch(() => undefined)
    loadRules()
  }
  for (const sign of signs) addEventListener(sign, load, { once: true, passive: true, signal: stop.signal })
  return () => stop.abort()
}
