'use client'

import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { type Draft, emptyDraft } from '#components/incident/composer/compose.ts'
import { useRoom } from '#components/incident/room.ts'
import { useDraft } from '#components/live/use-draft.ts'

/** What stands in the composer's field, kept on this device, and where the caret is. */
export function useWriting(input: RefObject<HTMLTextAreaElement | null>) {
  const { live, me } = useRoom()
  const { draft, write, clear } = useDraft<Draft>(`${me.id}:${live.incident.ref}:composer`, emptyDraft)
  const [caret, setCaret] = useState(0)
  const wanted = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (wanted.current === null) return
    input.current?.setSelectionRange(wanted.current, wanted.current)
    wanted.current = null
  })
  useGrowth(input)
  return {
    draft,
    write,
    clear,
    caret,
    /** Notes where the caret is; `move` says that it has to be put there. */
    setCaret: (at: number, move = false) => {
      if (move) wanted.current = at
      setCaret(at)
    },
  }
}

/** Lets the field grow with its text. */
function useGrowth(input: RefObject<HTMLTextAreaElement | null>) {
  useLayoutEffect(() => {
    const element = input.current
    // Where the style sheet can do it (field-sizing), measuring would only cost a layout per key.
    if (!element || CSS.supports('field-sizing', 'content')) return
    element.style.height = 'auto'
    element.style.height = `${Math.min(element.scrollHeight, 220)}px`
  })
}
