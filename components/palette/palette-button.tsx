'use client'

import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useState } from 'react'
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
          <Palette {...props} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
