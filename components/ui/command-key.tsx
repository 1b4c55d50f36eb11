'use client'

import { useSyncExternalStore } from 'react'
import { Kbd } from '#components/ui/kbd.tsx'

/** "⌘K" on a Mac, "Ctrl K" elsewhere. */
export function CommandKey({ letter }: { letter: string }) {
  const isMac = useSyncExternalStore(
    never,
    () => /Mac|iP/.test(navigator.platform),
    () => false,
  )
  return <Kbd>{isMac ? `⌘${letter}` : `Ctrl ${letter}`}</Kbd>
}

const never = () => () => undefined
