'use client'

import { useSyncExternalStore } from 'react'

/** How far the server's clock is ahead of this browser's, in milliseconds. */
let skew = 0
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()

/** A browser's clock may be wrong by minutes. Small differences are the network's and are left alone. */
export function adjustClock(serverNow: number): void {
  const difference = serverNow - Date.now()
  skew = Math.abs(difference) > 10_000 ? difference : 0
}

/** Now, in milliseconds, as the server's clock would say it. */
export function currentTime(): number {
  return Date.now() + skew
}

/**
 * A text that depends on the time, renewed each second by one timer for the whole page. Only the component that
 * calls it renders, and only when its text changes. `renderedAt` is the moment that the server rendered with.
 */
export function useTicking(text: (now: number) => string, renderedAt: number): string {
  return useSyncExternalStore(
    subscribe,
    () => text(currentTime()),
    () => text(renderedAt),
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
