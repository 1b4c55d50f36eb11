'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * Leads to what an answer said, wherever the sheet stands: on a phone its button is far below. What is at fault comes
 * first, then whatever inside `sheet` is marked with `data-answer`, also where the stream brings it a moment later.
 */
export function useLookAgain<Sheet extends HTMLElement>(): {
  sheet: RefObject<Sheet | null>
  look: () => void
} {
  const sheet = useRef<Sheet>(null)
  const isWanted = useRef(false)
  const [, setAsked] = useState(0)
  useEffect(() => {
    if (!isWanted.current) return
    const find = (what: string) => sheet.current?.querySelector<HTMLElement>(what)
    const found = find('[aria-invalid="true"]') ?? find('[data-answer]')
    if (!found) return
    isWanted.current = false
    found.focus({ preventScroll: true })
    // Not where the foot, which stays, would stand over it. At once: nothing moves for those who want it still.
    found.scrollIntoView({ block: 'center', behavior: 'instant' })
  })
  return {
    sheet,
    look: () => {
      isWanted.current = true
      // What has to be shown may be there since the last time.
      setAsked((times) => times + 1)
    },
  }
}
