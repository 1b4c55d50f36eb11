'use client'

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { LogBlock } from '#components/incident/log/blocks.ts'
import { scrollerOf } from '#components/incident/log/use-log-scroll.ts'

/** Drawn so far ahead of the reader, in both directions. */
export const ahead = '1200px 0px'
/** A line's height where nobody has measured: only the scroll bar goes by it. */
const guess = 52

/**
 * Which blocks of the log are drawn: those near the reader. Any other one is empty space of the height that it had.
 * The server draws the last two.
 */
export function useWindow(box: RefObject<HTMLElement | null>, blocks: readonly LogBlock[]) {
  const [near, setNear] = useState<ReadonlyMap<string, boolean>>(
    () => new Map(blocks.slice(-2).map(({ key }) => [key, true])),
  )
  const [watcher, setWatcher] = useState<IntersectionObserver | null>(null)
  const heights = useRef(new Map<string, number>())
  const isInner = useIsInner(box)

  useEffect(() => {
    const root = isInner ? box.current : null
    const made = new IntersectionObserver((seen) => setNear((before) => changed(before, seen)), {
      root,
      rootMargin: ahead,
    })
    const changed = (before: ReadonlyMap<string, boolean>, seen: IntersectionObserverEntry[]) => {
      const next = new Map(before)
      for (const { target, isIntersecting, boundingClientRect } of seen) {
        const key = (target as HTMLElement).dataset.block ?? '' // what `observe` is given
        // A height of nothing: the log is behind another tab.
        if (boundingClientRect.height === 0 || (!isIntersecting && isHeld(target))) continue
        if (!isIntersecting) heights.current.set(key, boundingClientRect.height)
        next.set(key, isIntersecting)
      }
      return next
    }
    setWatcher(made)
    return () => made.disconnect()
  }, [box, isInner])
  const isPrinting = usePrinting()

  const observe = useCallback(
    (element: HTMLElement | null) => {
      if (!element || !watcher) return
      watcher.observe(element)
      return () => watcher.unobserve(element)
    },
    [watcher],
  )
  /** Draws a block that may be far from the reader, because they are going there. */
  const bring = useCallback((key: string) => setNear((before) => new Map(before).set(key, true)), [])

  const drawn = new Set<string>()
  let isPreviousNear = false
  blocks.forEach(({ key }, index) => {
    // One that nobody has looked at yet was cut from the one before it, or has just begun at the end.
    isPreviousNear = near.get(key) ?? (isPreviousNear || index === blocks.length - 1)
    if (isPreviousNear || isPrinting) drawn.add(key)
  })
  const heightOf = ({ key, lines }: LogBlock): number => {
    const height = heights.current.get(key) ?? (lines?.length ?? 0) * guess
    heights.current.set(key, height)
    return height
  }
  return { drawn, heightOf, observe, bring }
}

/** On paper everything that is loaded stands. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    // At once: the paper is set as soon as the event is over.
    const begin = () => flushSync(() => setPrinting(true))
    const end = () => setPrinting(false)
    addEventListener('beforeprint', begin)
    addEventListener('afterprint', end)
    return () => {
      removeEventListener('beforeprint', begin)
      removeEventListener('afterprint', end)
    }
  }, [])
  return isPrinting
}

/** Whether the log scrolls by itself; that changes with the size of the window. */
function useIsInner(box: RefObject<HTMLElement | null>): boolean {
  const [isInner, setInner] = useState(true)
  useEffect(() => {
    const look = () => setInner(scrollerOf(box.current) === box.current)
    look()
    addEventListener('resize', look)
    return () => removeEventListener('resize', look)
  }, [box])
  return isInner
}

/** Somebody is at it with the keyboard, or has marked text of it: taking it away would lose that. */
function isHeld(block: Element): boolean {
  if (block.contains(document.activeElement)) return true
  const selection = getSelection()
  return selection !== null && !selection.isCollapsed && selection.containsNode(block, true)
}
