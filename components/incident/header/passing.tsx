'use client'

import { CommandWatch } from '#components/incident/header/command-watch.tsx'
import { MergedNote } from '#components/incident/header/merged-note.tsx'
import { OfferBanner } from '#components/incident/header/offer-banner.tsx'
import { UndoNote } from '#components/incident/header/undo-note.tsx'
import { UpdateNotes } from '#components/incident/header/update-notes.tsx'
import type { Watch } from '#components/incident/header/watch.ts'

/** Questions to somebody come first. `at`: the time, in milliseconds, that `watch` was looked at. */
export default function Passing({ watch, at }: { watch: Watch | null; at: number }) {
  return (
    <>
      <CommandWatch watch={watch} at={at} />
      <OfferBanner />
      <UpdateNotes />
      <UndoNote />
      <MergedNote />
    </>
  )
}
