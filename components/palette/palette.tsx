'use client'

import { Search } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { groupsOf, type Item, readTyped } from '#components/palette/items.ts'
import { PaletteFoot, PaletteNote } from '#components/palette/palette-notes.tsx'
import { ResultList } from '#components/palette/result-list.tsx'
import { type PaletteProps, useOffer } from '#components/palette/use-offer.ts'
import { Kbd } from '#components/ui/kbd.tsx'

type Opening = {
  /** What was typed while this was loaded. */
  early: { readonly current: string | null }
  onClose: () => void
}

/** Search or jump to anything: incidents first, then what can be done here, places, people. */
export default function Palette({ early, onClose, ...props }: PaletteProps & Opening) {
  const id = useId()
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [activeId, setActiveId] = useState<string | null>(null)
  const { only, text } = readTyped(typed)
  const { state, ...offer } = useOffer(only === '>' ? '' : text, props)
  const groups = groupsOf(typed, offer)
  const items = groups.flatMap((group) => group.items)
  const active = items.find((item) => item.id === activeId) ?? items[0]

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    setTyped(early.current ?? '')
    // Closing while it is still on the page gives the focus back.
    return () => element?.close()
  }, [early])

  const choose = (item: Item, isBeside: boolean) => {
    // First the focus returns to where it was; what is done may move it on.
    flushSync(onClose)
    if ('run' in item) item.run()
    else if (isBeside) window.open(item.href, '_blank', 'noopener')
    // Every address here is one of ours.
    else router.push(item.href as Route)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const at = active ? items.indexOf(active) : 0
    const { length } = items
    const next = {
      ArrowDown: (at + 1) % length,
      ArrowUp: (at - 1 + length) % length,
      Home: 0,
      End: length - 1,
    }[event.key]
    if (next !== undefined && length > 0) {
      event.preventDefault()
      setActiveId(items[next]?.id ?? null)
    } else if (event.key === 'Enter' && active) {
      event.preventDefault()
      choose(active, event.metaKey || event.ctrlKey)
    }
  }

  // On the page itself: the bar with the button is hidden where there is no room for it.
  return createPortal(
    <dialog
      ref={dialog}
      aria-label="Search or jump to"
      className="palette"
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="border-accent flex h-14 flex-none items-center gap-3 border-b-2 px-4">
        <Search className="icon text-ink-3 !h-[18px] !w-[18px]" />
        <input
          className="text-17 min-w-0 flex-1 bg-transparent outline-none"
          role="combobox"
          aria-label="Search or jump to"
          aria-autocomplete="list"
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={active ? `${id}-${active.id}` : undefined}
          placeholder="Incident, action, place or person"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setActiveId(null)
          }}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="inline-flex h-8 items-center"
          aria-label="Esc, close"
          onClick={onClose}
        >
          <Kbd>Esc</Kbd>
        </button>
      </div>
      <ResultList id={id} groups={groups} active={active} typed={text} onChoose={choose} />
      <PaletteNote state={state} typed={text} only={only} count={items.length} />
      <PaletteFoot />
    </dialog>,
    document.body,
  )
}
