'use client'

import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { declareHref, navigation } from '#components/shell/navigation.ts'
import {
  onShowShortcuts,
  type Shortcut,
  showShortcuts,
  useShortcuts,
} from '#components/shell/use-shortcuts.ts'
import { adjustClock } from '#components/ui/ticker.ts'

const ShortcutList = lazy(() => import('#components/shell/shortcut-list.tsx'))

/** D, G then a letter, and ? on every signed-in page; also sets the page's clock by the server's. */
export function GlobalShortcuts({ now, mayDeclare }: { now: number; mayDeclare: boolean }) {
  const router = useRouter()
  const [isListOpen, setListOpen] = useState(false)

  // The server's time is true only at the moment the page arrives, not when it is rendered again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => adjustClock(now), [])
  useEffect(() => onShowShortcuts(() => setListOpen(true)), [])

  const shortcuts = useMemo(() => {
    const go = navigation.map(
      ({ href, label, key }): Shortcut => ({
        keys: `g ${key}`,
        label: `Go to ${label}`,
        run: () => router.push(href),
      }),
    )
    const declare = { keys: 'd', label: 'Declare an incident', run: () => router.push(declareHref) }
    const list = { keys: '?', label: 'All shortcuts', run: showShortcuts }
    return [...(mayDeclare ? [declare] : []), ...go, list]
  }, [router, mayDeclare])
  useShortcuts(shortcuts)

  if (!isListOpen) return null
  return (
    <Suspense>
      <ShortcutList onClose={() => setListOpen(false)} />
    </Suspense>
  )
}
