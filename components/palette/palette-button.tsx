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
  const early = useRef('')
  useEffect(() => {
    early.current = ''
    if (!isOpen) return
    // What is typed before the palette is there is meant for it, and for nothing else on the page.
    const hold = (event: KeyboardEvent) => {
      if (document.querySelector('.palette') || event.metaKey || event.ctrlKey || event.key.length > 1) return
      event.preventDefault()
      event.stopImmediatePropagation()
      early.current += event.key
    }
    addEventListener('keydown', hold, true)
    return () => removeEventListener('keydown', hold, true)
  }, [isOpen])
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey) return
      event.preventDefault()
      // Over another dialog it would hide what is being written there.
      setOpen((was) => !was && !document.querySelector('dialog[open]'))
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  return (
    <>
      <button
        type="button"
        className="btn palette-button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        onPointerEnter={loadAhead}
        onFocus={loadAhead}
        onClick={() => setOpen(true)}
      >
        <Search className="icon" />
        <span>Search or jump to</span>
        <CommandKey letter="K" />
      </button>
      {isOpen && (
        <Suspense>
          <Palette {...props} early={early} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
