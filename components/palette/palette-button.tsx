'use client'

import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { PaletteProps } from '#components/palette/use-offer.ts'
import { CommandKey } from '#components/ui/command-key.tsx'

const load = () => import('#components/palette/palette.tsx')
const Palette = lazy(load)
const loadAhead = () => {
  load().catch(() => undefined)
}

/** Opens the palette, as do ⌘K and Ctrl+K anywhere on the page. What is behind it is loaded when it is wanted. */
export function PaletteButton(props: PaletteProps) {
  const [isOpen, setOpen] = useState(false)
  // What is typed before the palette is there is meant for it, and for nothing else on the page; null: it is not coming.
  const early = useRef<string | null>(null)
  const toggle = (open: boolean) => {
    early.current = open ? '' : null
    setOpen(open)
  }
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { key, metaKey, ctrlKey, altKey } = event
      const isOurs = key.toLowerCase() === 'k' && (metaKey || ctrlKey) && !altKey
      const isEarly = early.current !== null && key.length === 1 && !metaKey && !ctrlKey
      if (isOurs) {
        // Over another dialog it would hide what is being written there.
        toggle(early.current === null && !document.querySelector('dialog[open]'))
      } else if (isEarly && !document.querySelector('.palette')) {
        early.current += key
        event.stopPropagation()
      } else return
      event.preventDefault()
    }
    addEventListener('keydown', onKeyDown, true)
    return () => removeEventListener('keydown', onKeyDown, true)
  })
  return (
    <>
      <button
        type="button"
        className="btn palette-button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        onPointerEnter={loadAhead}
        onFocus={loadAhead}
        onClick={() => toggle(true)}
      >
        <Search className="icon" />
        <span>Search or jump to</span>
        <CommandKey letter="K" />
      </button>
      {isOpen && (
        <Suspense>
          <Palette {...props} early={early} onClose={() => toggle(false)} />
        </Suspense>
      )}
    </>
  )
}
