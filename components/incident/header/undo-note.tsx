'use client'

import { Undo2 } from 'lucide-react'
import { NoteLine } from '#components/incident/header/note-line.tsx'
import { useRoom } from '#components/incident/room.ts'
import { canUndo, latestChanges } from '#components/incident/undoable.ts'
import type { ShownEntry } from '#components/live/shown.ts'
import { Button } from '#components/ui/button.tsx'
import { useTicking } from '#components/ui/ticker.ts'
import { statusNames } from '#lib/incident/words.ts'

const shownFor = 10 * 60_000

/** "Severity lowered to SEV3. Undo", right after the change, for who may take it back. The log keeps both. */
export function UndoNote() {
  const { live, me, now } = useRoom()
  const { confirmed, entries, pending } = live
  const newest = Math.max(0, ...latestChanges(confirmed).map(({ seq }) => seq))
  const entry = entries.findLast((each) => each.seq === newest && !each.pending)
  const until = entry ? Date.parse(entry.recordedAt) + shownFor : 0
  const isRecent = useTicking((at) => String(at < until), now) === 'true'
  const isUndoing = pending.some(({ input }) => input.type === 'undo_change')
  if (!entry || !isRecent || isUndoing || !canUndo(entry, confirmed, me)) return null
  return (
    <NoteLine>
      <span>
        {changeWords(entry)}
        {entry.actor.id !== me.id && ` by ${entry.actor.name}`}.
      </span>
      <Button size="small" onClick={() => live.send({ type: 'undo_change', seq: entry.seq })}>
        <Undo2 className="icon" />
        Undo
      </Button>
    </NoteLine>
  )
}

function changeWords(entry: ShownEntry): string {
  if (entry.type === 'severity_changed') {
    const { from, to } = entry.payload
    return `Severity ${to < from ? 'raised' : 'lowered'} to ${to}`
  }
  return entry.type === 'status_changed' ? `Moved to ${statusNames[entry.payload.to]}` : 'Changed'
}
