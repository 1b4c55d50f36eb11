'use client'

import { useEffect, useRef, useState } from 'react'
import { wordsOf } from '#components/incident/log/entry-words.ts'
import type { ShownEntry } from '#components/live/shown.ts'

type NewWordsProps = { entries: readonly ShownEntry[]; newest: number; myId: string }

/** Says what others log while the page stands open; the log itself is drawn and taken away with every scroll. */
export function NewWords({ entries, newest, myId }: NewWordsProps) {
  const [said, setSaid] = useState('')
  const heard = useRef(newest)
  useEffect(() => {
    const since = heard.current
    heard.current = newest
    const fresh = entries.filter(({ seq, pending, actor }) => seq > since && !pending && actor.id !== myId)
    const [only] = fresh
    if (only) setSaid(fresh.length > 1 ? `${fresh.length} new entries` : wordsFor(only))
  }, [entries, newest, myId])
  return (
    <p className="vh" role="status">
      {said}
    </p>
  )
}

function wordsFor(entry: ShownEntry): string {
  const { now } = wordsOf(entry, null)
  return now ? `${entry.sentence}: ${now}` : entry.sentence
}
