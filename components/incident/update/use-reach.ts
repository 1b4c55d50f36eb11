'use client'

import { useEffect, useState } from 'react'
import { getJson } from '#components/live/get-json.ts'
import { addressOf } from '#components/live/server.ts'
import type { Reach } from '#lib/share-link/model.ts'

/** Where an update of this incident goes, asked for when a sheet opens; null until then, and when nobody answers. */
export function useReach(ref: string): Reach | null {
  const [reach, setReach] = useState<Reach | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    getJson<Reach>(`${addressOf(ref)}/reach`, stop.signal)
      .then(setReach)
      .catch(() => undefined)
    return () => stop.abort()
  }, [ref])
  return reach
}
