'use client'

import { useEffect, useState } from 'react'
import type { ShownEntry } from '#components/live/shown.ts'
import { formatLateness } from '#lib/time/duration.ts'

type Reading = {
  /** The number of the newest confirmed entry. */
  newest: number
  /** The end of the log is on screen. */
  isAtEnd: boolean
  myId: string
}

/**
 * What others have logged and this reader cannot have seen: `unseen` while they read further up, `late` what was
 * added further up while they stood at the end.
 */
export function useUnseen(entries: readonly ShownEntry[], { newest, isAtEnd, myId }: Reading) {
  const [seen, setSeen] = useState(newest)
  const [late, setLate] = useState<readonly number[]>([])
  useEffect(() => {
    if (!isAtEnd || newest === seen) return
    const added = entries.filter(
      (entry) =>
        entry.seq > seen && entry.actor.id !== myId && formatLateness(entry.occurredAt, entry.recordedAt),
    )
    if (added.length > 0) setLate((before) => [...before, ...added.map(({ seq }) => seq)])
    setSeen(newest)
  }, [isAtEnd, newest, seen, entries, myId])
  const unseen = entries.filter((entry) => entry.seq > seen && !entry.pending && entry.actor.id !== myId)
  return { unseen: unseen.length, late, forgetLate: () => setLate([]) }
}
