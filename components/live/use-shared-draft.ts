'use client'

import { useEffect, useRef, useState } from 'react'
import { forgetDraft, keepDraft } from '#components/live/draft-place.ts'
import { watchDraft } from '#components/live/kept-drafts.ts'

type Begun<Value> = {
  /** What is there when nothing is kept. */
  initial: Value
  /** What is there now: what is kept, or `initial`. */
  begin: Value
  isKept: boolean
}

/**
 * As useDraft, for what may stand open in several tabs at once, and only in a browser. What another tab writes is taken
 * over, so that none overwrites with older words what was written in the other; `onGone`: another one let go of it.
 */
export function useSharedDraft<Value>(
  key: string,
  { initial, begin, ...begun }: Begun<Value>,
  onGone: () => void,
) {
  const [draft, setDraft] = useState(begin)
  const [isKept, setKept] = useState(begun.isKept)
  // What is written while an answer is waited for counts also for whoever goes on after it.
  const latest = useRef(draft)
  const show = (value: Value, isStored: boolean) => {
    latest.current = value
    setDraft(value)
    setKept(isStored)
  }
  const take = useRef<(theirs: Value | null) => void>(undefined)
  useEffect(() => {
    take.current = (theirs) => {
      show(theirs ?? initial, true)
      if (theirs === null) onGone()
    }
  })
  useEffect(() => watchDraft<Value>(key, (theirs) => take.current?.(theirs)), [key])
  return {
    draft,
    /** Whether this device keeps it. */
    isKept,
    change: (next: (now: Value) => Value) => {
      const value = next(latest.current)
      show(value, keepDraft(key, value))
    },
    clear: () => {
      forgetDraft(key)
      show(initial, true)
    },
  }
}
