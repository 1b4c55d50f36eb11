'use client'

import { EyeOff, Link2, Megaphone, Pencil, Pin, PinOff, Undo2 } from 'lucide-react'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { type EntryAct, entryActs } from '#components/incident/entry-actions/entry-acts.ts'
import { addressOfEntry } from '#components/incident/log/use-target.ts'
import { type Room, useRoom } from '#components/incident/room.ts'
import { MenuItem, place } from '#components/ui/menu.tsx'

type EntryMenuProps = { seq: number; button: HTMLElement; onClose: () => void }

/** What can be done with one entry, at the button that was pressed. */
export default function EntryMenu({ seq, button, onClose }: EntryMenuProps) {
  const room = useRoom()
  const list = useRef<HTMLDivElement>(null)
  const [copied, setCopied] = useState('')
  const entry = room.live.entries.find((each) => each.seq === seq && !each.pending)

  useLayoutEffect(() => {
    const element = list.current
    if (!element) return
    // The button becomes the list's anchor, and gets the focus back.
    element.showPopover({ source: button })
    if (!CSS.supports('position-area', 'block-end')) place(button, element)
    element.querySelector('button')?.focus()
  }, [button])

  const copy = async () => {
    const address = addressOfEntry(seq)
    try {
      await navigator.clipboard.writeText(address)
      list.current?.hidePopover()
    } catch {
      // Browsers open the clipboard to https and loopback only: then it is there to be copied by hand.
      setCopied(address)
    }
  }
  const run = (act: EntryAct) => {
    list.current?.hidePopover()
    perform(act, seq, room)
  }
  return (
    <div
      ref={list}
      popover="auto"
      className="pop"
      onToggle={(event) => {
        if (event.newState === 'closed') onClose()
      }}
    >
      {entry &&
        entryActs(entry, room.live.confirmed, room.me).map((act) => (
          <MenuItem key={act} onClick={() => run(act)}>
            {icons[act]}
            {labels[act]}
          </MenuItem>
        ))}
      <MenuItem onClick={() => void copy()}>
        <Link2 className="icon text-ink-3" />
        Copy the link
      </MenuItem>
      {copied && <p className="mono text-12 max-w-72 px-3.5 pb-2 wrap-anywhere">{copied}</p>}
    </div>
  )
}

const labels: Record<EntryAct, string> = {
  correct: 'Correct…',
  correct_update: 'Correct this update…',
  pin: 'Pin to the facts',
  unpin: 'Unpin',
  undo: 'Undo this change',
  redact: 'Redact…',
}

const icons: Record<EntryAct, ReactNode> = {
  correct: <Pencil className="icon text-ink-3" />,
  correct_update: <Megaphone className="icon text-ink-3" />,
  pin: <Pin className="icon text-ink-3" />,
  unpin: <PinOff className="icon text-ink-3" />,
  undo: <Undo2 className="icon text-ink-3" />,
  redact: <EyeOff className="icon text-ink-3" />,
}

function perform(act: EntryAct, seq: number, { live, open }: Room): void {
  if (act === 'correct') open({ dialog: 'correct', seq })
  if (act === 'correct_update') open({ dialog: 'update', corrects: seq })
  if (act === 'redact') open({ dialog: 'redact', seq })
  if (act === 'pin') live.send({ type: 'pin_entry', seq })
  if (act === 'unpin') live.send({ type: 'unpin_entry', seq })
  if (act === 'undo') live.send({ type: 'undo_change', seq })
}
