'use client'

import { useEffect, useRef } from 'react'
import type { ShownEntry } from '#components/live/shown.ts'

/** Shows what somebody has just written, once for each: whoever reads back while it waits is left alone. */
export function useOwnEntry(newest: ShownEntry | undefined, show: (entry: ShownEntry) => void): void {
  const shown = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (!newest?.pending || shown.current === newest.pending.key) return
    shown.current = newest.pending.key
    show(newest)
  }, [newest, show])
}
