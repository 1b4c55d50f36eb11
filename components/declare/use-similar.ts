'use client'

import { useEffect, useState } from 'react'
import type { OpenIncident } from '#lib/log/model.ts'

/** After the last key; then one request, and none is waited for that is out of date. */
const PAUSE = 300
const SHORTEST = 3

/** Open incidents whose topic is like this one. None while nobody can tell: offline, signed out, or in haste. */
export function useSimilar(topic: string, isDrill: boolean): readonly OpenIncident[] {
  const [found, setFound] = useState<readonly OpenIncident[]>(none)
  const asked = topic.trim()

  useEffect(() => {
    if (asked.length < SHORTEST) return setFound(none)
    const controller = new AbortController()
    const timer = setTimeout(() => {
      void ask(asked, isDrill, controller.signal).then(
        setFound,
        // Whether others look alike is a courtesy: it never stands in the way of declaring.
        () => controller.signal.aborted || setFound(none),
      )
    }, PAUSE)
    return () => {
      clearTimeout(timer)
      controller.abort()
    }
  }, [asked, isDrill])

  return asked.length < SHORTEST ? none : found
}

const none: readonly OpenIncident[] = []

async function ask(topic: string, isDrill: boolean, signal: AbortSignal): Promise<OpenIncident[]> {
  const query = new URLSearchParams({ topic: topic.slice(0, 300), kind: isDrill ? 'drill' : 'real' })
  const answer = await fetch(`/api/v1/incidents/similar?${query}`, { signal })
  if (!answer.ok) return []
  // The server's own answer; lib/log/similar.ts says what it is.
  return ((await answer.json()) as { incidents: OpenIncident[] }).incidents
}
