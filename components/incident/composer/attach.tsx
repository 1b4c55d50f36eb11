'use client'

import { Paperclip } from 'lucide-react'
import type { ClipboardEvent, DragEvent } from 'react'
import { useRoom } from '#components/incident/room.ts'
import { permission } from '#lib/incident/policy.ts'

/** Opens the dialog in which a file is chosen and described. */
export function AttachButton() {
  const { live, me, open } = useRoom()
  if (!permission(me, 'attach_file', live.incident).allowed) return null
  return (
    <button
      type="button"
      className="text-ink-2 hover:bg-hover flex-none px-3"
      aria-label="Attach a file"
      title="Attach an image or a text file"
      onClick={() => open({ dialog: 'attach' })}
    >
      <Paperclip className="icon" />
    </button>
  )
}

/** For the composer: a file that is pasted or dropped goes to the same dialog. */
export function useFileDrop() {
  const { live, me, open } = useRoom()
  const isAllowed = permission(me, 'attach_file', live.incident).allowed
  const take = (event: ClipboardEvent | DragEvent, data: DataTransfer) => {
    const file = data.files[0]
    // A table copied from a spreadsheet brings its picture along: then the words are meant.
    if (!isAllowed || !file || data.types.includes('text/plain')) return
    event.preventDefault()
    open({ dialog: 'attach', file })
  }
  return {
    onPaste: (event: ClipboardEvent) => take(event, event.clipboardData),
    onDrop: (event: DragEvent) => take(event, event.dataTransfer),
    onDragOver: (event: DragEvent) => {
      if (event.dataTransfer.types.includes('Files')) event.preventDefault()
    },
  }
}
