'use client'

import { useSyncExternalStore } from 'react'

/** Whether the server is of another build than this page: then a reload is offered, and nothing is lost by it. */
let isNewer = false
const listeners = new Set<() => void>()

/** What the stream says first: the build that answers. */
export function hearVersion(data: string): void {
  // Written by the server: {"build": …}. The root layout says which one made this page.
  const { build } = JSON.parse(data) as { build: string }
  if (build !== document.documentElement.dataset.build) announceNewer()
}

/** From now on this page is the older one: the stream named another build, or a form's action is gone. */
export function announceNewer(): void {
  isNewer = true
  for (const listener of listeners) listener()
}

/** True from the moment on when a newer version is known to answer. */
export function useNewer(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => isNewer,
    () => false,
  )
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
