'use client'

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

const nearEnd = 64

/**
 * Where the reader is in the log. At its end the log follows itself; anywhere else nothing that is being read
 * moves, whatever is added. `scroll` is the element that scrolls on a wide window; else the page does.
 */
export function useLogScroll(scroll: RefObject<HTMLElement | null>, firstKey: string | number) {
  const [isAtEnd, setAtEnd] = useState(true)
  const atEnd = useRef(true)
  const height = useRef(0)
  const first = useRef(firstKey)

  const toEnd = useCallback(() => {
    atEnd.current = true
    setAtEnd(true)
    const element = scrollerOf(scroll.current)
    if (element) element.scrollTop = element.scrollHeight
  }, [scroll])

  useEffect(() => {
    const look = () => {
      const element = scrollerOf(scroll.current)
      if (!element) return
      const rest = element.scrollHeight - element.scrollTop - element.clientHeight
      atEnd.current = rest < nearEnd
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

  // Older entries came in above: what is being read stays where it is on the screen.
  useLayoutEffect(() => {
    const element = scrollerOf(scroll.current)
    if (!element) return
    if (first.current !== firstKey && !atEnd.current && element.scrollTop < 200) {
      element.scrollTop += element.scrollHeight - height.current
    }
    first.current = firstKey
    height.current = element.scrollHeight
  })

  /** Goes elsewhere: from here on the log no longer follows its end. */
  const leave = useCallback(() => {
    atEnd.current = false
    setAtEnd(false)
  }, [])

  return { isAtEnd, toEnd, leave }
}

function scrollerOf(box: HTMLElement | null): Element | null {
  if (!box) return null
  return getComputedStyle(box).overflowY === 'auto' ? box : document.scrollingElement
}
