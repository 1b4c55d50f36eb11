'use client'

import { type RefObject, useEffect } from 'react'

/** Tells the style sheet how much of the window the page's own header keeps covered: `--room-head` on the element. */
export function useUnderHead(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const head = document.querySelector<HTMLElement>('.room-head')
    if (!head) return
    const look = () => {
      const covered = getComputedStyle(head).position === 'sticky' ? head.offsetHeight : 0
      element.current?.style.setProperty('--room-head', `${covered}px`)
    }
    const watcher = new ResizeObserver(look)
    watcher.observe(head)
    look()
    return () => watcher.disconnect()
  }, [element])
}
