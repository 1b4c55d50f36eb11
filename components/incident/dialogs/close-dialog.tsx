'use client'

import { DialogForm } from '#components/incident/dialogs/dialog-form.tsx'
import { useRoom } from '#components/incident/room.ts'

/** Closing makes it read-only; that deserves a second look. */
export function CloseDialog({ onClose }: { onClose: () => void }) {
  const { ref } = useRoom().live.incident
  return (
    <DialogForm
      title={`Close ${ref}?`}
      lead="A closed incident is read-only. Entries can still be corrected."
      label={`Close ${ref}`}
      onClose={onClose}
      command={{ type: 'close' }}
    >
      {() => null}
    </DialogForm>
  )
}
