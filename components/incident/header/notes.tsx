'use client'

import { CommandWatch } from '#components/incident/header/command-watch.tsx'
import { MergedNote } from '#components/incident/header/merged-note.tsx'
import { OfferBanner } from '#components/incident/header/offer-banner.tsx'
import { UndoNote } from '#components/incident/header/undo-note.tsx'

/** Under the header, what passes: questions to somebody first, then what can still be taken back. */
export function Notes() {
  return (
    <>
      <CommandWatch />
      <OfferBanner />
      <UndoNote />
      <MergedNote />
    </>
  )
}
