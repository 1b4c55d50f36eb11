'use client'

import { useCallback, useEffect, useState } from 'react'

/**
 * Leaves a draft where another page will find it, made of what is kept there (null: nothing). False when this device
 * keeps nothing.
 */
export function leaveDraft<Value>(key: string, change: (kept: Value | null) => Value): boolean {
  const place = `sitrep:draft:${key}`
  try {
    // Written by `write` below, for this same place.
    const kept = JSON.parse(localStorage.getItem(place) ?? 'null') as Value | null
    localStorage.setItem(place, JSON.stringify(change(kept)))
    return true
  } catch {
    return false
  }
}

/**
 * What somebody is writing, kept on this device: over a reload, a closed dialog, an ended session. `key` names the
 * person and the place. The server renders with `initial`; what was kept comes in right after.
 */
export function useDraft<Value>(
  key: string,
  initial: Value,
): { draft: Value; write: (value: Value) => void; clear: () => void } {
  const [draft, setDraft] = useState<Value>(initial)
  const place = `sitrep:draft:${key}`

  useEffect(() => {
    try {
      const kept = localStorage.getItem(place)
      // Written by `write` below, for this same place.
      if (kept !== null) setDraft(JSON.parse(kept) as Value)
    } catch {
      // Closed or broken storage: begin with nothing.
    }
  }, [place])

  const write = useCallback(
    (value: Value) => {
      setDraft(value)
      try {
        localStorage.setItem(place, JSON.stringify(value))
      } catch {
        // Full or closed: the draft still lives as long as the page.
      }
    },
    [place],
  )
  const clear = () => {
    setDraft(initial)
    try {
      localStorage.removeItem(place)
    } catch {
      // Nothing was kept then.
    }
  }
  return { draft, write, clear }
}
