'use client'

import { type KeyboardEvent, type RefObject, useEffect, useMemo } from 'react'
import type { FieldName, Problems } from '#components/declare/form.ts'
import { useShortcuts } from '#components/shell/use-shortcuts.ts'
import { severities } from '#lib/incident/incident.ts'

/**
 * 1 2 3 choose the severity; what is wrong gets the cursor. Returns the form's own keys: ⌘⏎
 * sends, a bare Enter never.
 */
export function useDeclareKeys(
  form: RefObject<HTMLFormElement | null>,
  problems: Problems,
  send: () => void,
): (event: KeyboardEvent) => void {
  useShortcuts(
    useMemo(
      () =>
        severities.map((severity) => ({
          keys: severity.slice(3),
          label: `Choose ${severity}`,
          run: () => {
            const radio = form.current?.querySelector<HTMLElement>(`#severity-${severity.slice(3)}`)
            radio?.focus()
            radio?.click()
          },
        })),
      [form],
    ),
  )
  useEffect(() => {
    const first = places.find(([name]) => problems[name])
    if (first) form.current?.querySelector<HTMLElement>(`#${first[1]}`)?.focus()
  }, [form, problems])

  return (event) => {
    if (event.key !== 'Enter') return
    if (event.metaKey || event.ctrlKey) {
      event.preventDefault()
      send()
      // One stray Enter in a line of text must not call all hands.
    } else if (event.target instanceof HTMLInputElement) event.preventDefault()
  }
}

/** Where the cursor goes when a field is wrong, in the order of the page. */
const places: readonly (readonly [FieldName, string])[] = [
  ['severity', 'severity-1'],
  ['topic', 'topic'],
  ['reported', 'reported'],
  ['reportedBy', 'reported-by'],
  ['source', 'source'],
  ['reportedAt', 'reported-at'],
  ['impact', 'affected-more'],
]
