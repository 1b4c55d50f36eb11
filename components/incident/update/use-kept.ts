'use client'

import { useState } from 'react'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import {
  correctionOf,
  fieldsOf,
  type UpdateFields,
  untouched,
  updatePlace,
  withText,
} from '#components/incident/update/fields.ts'
import { hasArrived } from '#components/incident/update/sent.ts'
import { keepDraft, keptDraft } from '#components/live/draft-place.ts'
import { useSharedDraft } from '#components/live/use-shared-draft.ts'
import { currentTime } from '#components/ui/ticker.ts'

export type UpdateRequest = Extract<DialogRequest, { dialog: 'update' }>

/**
 * What is written, kept on this device over a reload and a closed sheet, and in step with other tabs. `onGone`: another
 * tab let go of it.
 */
export function useKept(request: UpdateRequest, onGone: () => void) {
  const room = useRoom()
  const { seq } = room.live.confirmed
  const [start] = useState(() => startOf(request, room))
  const { draft: fields, isKept, change, clear } = useSharedDraft(start.place, start, onGone)
  /** Keeps it with these; what was sent stays what it is. */
  const note = (part: Partial<UpdateFields>) => {
    const keptAt = new Date(currentTime()).toISOString()
    change((now) => ({ ...now, basedOn: now.basedOn ?? seq, keptAt, ...part }))
  }
  return {
    place: start.place,
    fields,
    // What was kept before it knew this itself has it from its place.
    corrects: fields.corrects ?? start.initial.corrects,
    isKept,
    note,
    /** Other words than those that were sent. */
    set: (part: Partial<UpdateFields>) => note({ sent: undefined, ...part }),
    forget: clear,
  }
}

type Start = { place: string; initial: UpdateFields; begin: UpdateFields; isKept: boolean }

/** Each kind of writing is kept in a place of its own, so that none takes the place of another. */
function startOf(request: UpdateRequest, room: ReturnType<typeof useRoom>): Start {
  const { corrects, draft, text } = request
  const { live, me } = room
  const { confirmed, entries } = live
  const place = updatePlace(me.id, confirmed.ref, corrects ?? draft)
  const initial = initialOf(request, room)
  const found = keptDraft<UpdateFields>(place)
  // What has gone out is nothing to go on with.
  const kept = found && hasArrived(found, me.id, confirmed, entries) ? null : found
  if (!text) return { place, initial, begin: kept ?? initial, isKept: true }
  // Kept at once: whoever typed it in the composer has it nowhere else. Done twice it is there once.
  const begin = {
    ...withText(kept ?? { ...untouched, basedOn: confirmed.seq }, text),
    keptAt: new Date(currentTime()).toISOString(),
    sent: undefined,
  }
  return { place, initial, begin, isKept: keepDraft(place, begin) }
}

/** What the sheet begins with when nothing is kept. */
function initialOf(
  { corrects, draft }: UpdateRequest,
  { live, zone }: ReturnType<typeof useRoom>,
): UpdateFields {
  const { confirmed, entries } = live
  const { updates, seq: basedOn } = confirmed
  const at = (of: number) => entries.find(({ seq, redacted }) => seq === of && !redacted)
  const begun = { basedOn, now: currentTime(), zone }
  if (corrects !== undefined) {
    const entry = at(corrects)
    if (entry?.type !== 'update_published') return { ...untouched, corrects }
    return fieldsOf(correctionOf(entry.payload, confirmed), { ...begun, corrects })
  }
  if (draft === undefined) return untouched
  // One that waits no more has come back, or somebody was quicker.
  const entry = at(draft)
  const drafted = entry?.type === 'update_drafted' ? entry.payload : null
  const words = updates.draft?.seq === draft ? updates.draft : drafted
  return words ? fieldsOf(words, { ...begun, corrects: words.corrects?.seq }) : untouched
}
