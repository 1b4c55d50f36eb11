'use client'

import { useShortcuts } from '#components/shell/use-shortcuts.ts'

/** J and K step through the rows: the focus goes to the state of each, from where it is changed. */
export function RowKeys() {
  const step = (by: 1 | -1) => {
    const rows = [...document.querySelectorAll<HTMLElement>('tr[id^="follow-up-"]')]
    const here = rows.findIndex((row) => row.contains(document.activeElement))
    const next = rows[here < 0 ? (by > 0 ? 0 : rows.length - 1) : here + by]
    next?.querySelector<HTMLElement>('button, a')?.focus()
    next?.scrollIntoView({ block: 'nearest' })
  }
  useShortcuts([
    { keys: 'j', label: 'Next follow-up', run: () => step(1) },
    { keys: 'k', label: 'Previous follow-up', run: () => step(-1) },
  ])
  return null
}
