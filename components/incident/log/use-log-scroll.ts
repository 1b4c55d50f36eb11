'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

const nearEnd = 64

/** A line on the screen, and how far from the top of the window it stands. */
export type Place = { seq: string; top: number } | 'end' | null

/**
 * Where the reader is in the log. At its end the log follows itself; anywhere else nothing that is being read
 * moves, whatever is added. `scroll` is the element that scrolls on a wide window; else the page does.
 */
export function useLogScroll(scroll: RefObject<HTMLElement | null>) {
  const [isAtEnd, setAtEnd] = useState(true)
  const atEnd = useRef(true)
  const top = useRef(0)

  const toEnd = useCallback(() => {
    atEnd.current = true
    setAtEnd(true)
    const element = isShown(scroll.current) ? scrollerOf(scroll.current) : null
    if (!element) return
    element.scrollTop = element.scrollHeight
    top.current = element.scrollTop
  }, [scroll])

  useEffect(() => {
    const look = () => {
      const element = isShown(scroll.current) ? scrollerOf(scroll.current) : null
      if (!element) return
      const rest = element.scrollHeight - element.scrollTop - element.clientHeight
      // Who was at the end leaves it upwards; what grew below since is followed.
      const isLeft = !atEnd.current || element.scrollTop < top.current
      top.current = element.scrollTop
      atEnd.current = rest < nearEnd || !isLeft
      setAtEnd(atEnd.current)
    }
    const stay = new ResizeObserver(() => atEnd.current && toEnd())
    const box = scroll.current
    if (box?.firstElementChild) stay.observe(box.firstElementChild)
    if (box) stay.observe(box)
    box?.addEventListener('scroll', look, { passive: true })
    addEventListener('scroll', look, { passive: true })
    if (!location.hash.startsWith('#entry-')) toEnd()
    else look()
    return () => {
      stay.disconnect()
      box?.removeEventListener('scroll', look)
      removeEventListener('scroll', look)
    }
  }, [scroll, toEnd])

  /** What is being read: the end, or the first line that is wholly in sight. */
  const find = useCallback((): Place => {
    if (atEnd.current) return 'end'
    const line = lineInSight(scroll.current)
    return line && { seq: line.dataset.line ?? '', top: line.getBoundingClientRect().top }
  }, [scroll])

  /** Puts it back where it was on the screen, if something moved it. */
  const hold = useCallback(
    (place: Place) => {
      if (place === null) return
      if (place === 'end') return void (atEnd.current && toEnd())
      const line = scroll.current?.querySelector(`[data-line="${place.seq}"]`)
      const element = scrollerOf(scroll.current)
      const moved = line ? line.getBoundingClientRect().top - place.top : 0
      if (element && Math.abs(moved) >= 1) element.scrollTop += moved
    },
    [scroll, toEnd],
  )

  /** Goes elsewhere: from here on the log no longer follows its end. */
  const leave = useCallback(() => {
    atEnd.current = false
    setAtEnd(false)
  }, [])

  /** The line that is being read, unless it is the end. */
  const inSight = useCallback(() => (atEnd.current ? null : lineInSight(scroll.current)), [scroll])

  return { isAtEnd, toEnd, leave, find, hold, inSight }
}

/** Behind another tab the page is somebody else's to scroll. */
function isShown(box: HTMLElement | null): boolean {
  return box !== null && box.getClientRects().length > 0
}

/** What scrolls the log: its own box on a wide window, else the page. */
export function scrollerOf(box: HTMLElement | null): Element | null {
  if (!box) return null
  return getComputedStyle(box).overflowY === 'auto' ? box : document.scrollingElement
}

function lineInSight(box: HTMLElement | null): HTMLElement | null {
  if (!box) return null
  // On a page that scrolls as a whole, a header may cover its upper part.
  const from = scrollerOf(box) === box ? box.getBoundingClientRect().top : innerHeight * 0.4
  let best: HTMLElement | null = null
  for (const line of box.querySelectorAll<HTMLElement>('[data-line]')) {
    const { top, height } = line.getBoundingClientRect()
    if (height > 0) best = line
    if (height > 0 && top >= from) break
  }
  return best
}
