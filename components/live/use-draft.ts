'use client'

import { useCallback, useEffect, useState } from 'react'
import { forgetDraft, keepDraft, keptDraft } from '#components/live/draft-place.ts'

/**
 * Leaves a draft where another page will find it, made of what is kept there (null: nothing). False when this device
 * keeps nothing.
 */
export function leaveDraft<Value>(key: string, change: (kept: Value | null) => Value): boolean {
  return keepDraft(key, change(keptDraft<Value>(key)))
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

  useEffect(() => {
    const kept = keptDraft<Value>(key)
    if (kept !== null) setDraft(kept)
  }, [key])

  const write = useCallback(
    (value: Value) => {
      setDraft(value)
      keepDraft(key, value)
    },
    [key],
  )
  const clear = () => {
    setDraft(initial)
    forgetDraft(key)
  }
  return { draft, write, clear }
}
