'use client'

import { useCallback, useEffect, useState } from 'react'
import { useRoom } from '#components/incident/room.ts'
import { useShortcuts } from '#components/shell/use-shortcuts.ts'

/**
 * The entry that an address or a link on the page points at (`#entry-12`), J and K from entry to entry, E for the
 * address of one. `show` makes sure that an entry is among the lines.
 */
export function useEntryKeys(show: () => void): { marked: number | null; said: string } {
  const { live } = useRoom()
  const { loadOlder } = live
  const [marked, setMarked] = useState<number | null>(null)
  const [said, setSaid] = useState('')

  const goTo = useCallback(
    async (seq: number) => {
      show()
      if (!find(seq)) await loadOlder(seq)
      setMarked(seq)
      // The lines may be drawn for this only now; and what was skipped off screen takes its real size when it is
      // reached, so the place is looked up again in the next frame.
      const look = () => find(seq)?.scrollIntoView({ block: 'center' })
      requestAnimationFrame(() => {
        look()
        find(seq)?.focus({ preventScroll: true })
        requestAnimationFrame(look)
      })
    },
    [show, loadOlder],
  )

  useEffect(() => {
    const follow = () => {
      const seq = Number(/^#entry-(\d+)$/.exec(location.hash)?.[1])
      if (seq > 0) void goTo(seq)
      else setMarked(null)
    }
    follow()
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [goTo])

  const move = (step: 1 | -1) => {
    const all = [...document.querySelectorAll<HTMLElement>('[data-entry]')]
    const here = all.indexOf(current() ?? document.body)
    const next = here < 0 ? all.at(-1) : all[here + step]
    next?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  const copy = async () => {
    const seq = current()?.dataset.entry ?? String(marked ?? live.confirmed.seq)
    const address = new URL(`#entry-${seq}`, location.href).href
    try {
      await navigator.clipboard.writeText(address)
      setSaid(`Link to entry ${seq} copied`)
    } catch {
      // Browsers open the clipboard to https and loopback only.
      setSaid(`Entry ${seq}: ${address}`)
    }
  }
  useShortcuts([
    { keys: 'j', label: 'Next entry', run: () => move(1) },
    { keys: 'k', label: 'Previous entry', run: () => move(-1) },
    { keys: 'e', label: 'Copy the link to an entry', run: () => void copy() },
  ])
  return { marked, said }
}

function find(seq: number): HTMLElement | null {
  return document.getElementById(`entry-${seq}`)
}

function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-entry]') ?? null
}
