'use client'

import { addressOfEntry } from '#components/incident/log/use-target.ts'
import { useRoom } from '#components/incident/room.ts'
import { useShortcuts } from '#components/shell/use-shortcuts.ts'

type EntryKeys = {
  marked: number | null
  /** The line that is being read, for whoever has not begun to walk. */
  inSight: () => HTMLElement | null
  say: (words: string) => void
  search: () => void
}

/** J and K from line to line, E for the address of an entry, F to look for words. */
export function useEntryKeys({ marked, inSight, say, search }: EntryKeys): void {
  const { live } = useRoom()
  const move = (step: 1 | -1) => {
    const all = [...document.querySelectorAll<HTMLElement>('[data-line]')]
    const here = document.activeElement?.closest<HTMLElement>('[data-line]')
    const next = here ? all[all.indexOf(here) + step] : (inSight() ?? all.at(-1))
    next?.focus({ preventScroll: true })
    next?.scrollIntoView({ block: 'nearest' })
  }
  const copy = async () => {
    const at = document.activeElement?.closest<HTMLElement>('[data-entry]')
    const seq = at?.dataset.entry ?? String(marked ?? live.confirmed.seq)
    const address = addressOfEntry(seq)
    try {
      await navigator.clipboard.writeText(address)
      say(`Link to entry ${seq} copied`)
    } catch {
      // Browsers open the clipboard to https and loopback only.
      say(`Entry ${seq}: ${address}`)
    }
  }
  useShortcuts([
    { keys: 'j', label: 'Next entry', run: () => move(1) },
    { keys: 'k', label: 'Previous entry', run: () => move(-1) },
    { keys: 'e', label: 'Copy the link to an entry', run: () => void copy() },
    { keys: 'f', label: 'Search in the log', run: search },
  ])
}
