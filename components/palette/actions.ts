'use client'

import { useEffect, useRef } from 'react'

/** What the page at hand lets this person do. `says` is its label, `keys` its single key, if it has one. */
export type PaletteAction = { says: string; keys?: string } & ({ href: string } | { run: () => void })

type Source = () => readonly PaletteAction[] | Promise<readonly PaletteAction[]>

const sources = new Set<{ current: Source }>()

/**
 * Offers actions in the palette while the component is there. `source` is asked each time the palette opens, so it may
 * load what only the palette needs.
 */
export function usePaletteActions(source: Source): void {
  const latest = useRef(source)
  useEffect(() => {
    latest.current = source
  })
  // Once: were it taken out and put back with each drawing, a palette that opens in between would find nothing.
  useEffect(() => {
    sources.add(latest)
    return () => void sources.delete(latest)
  }, [])
}

/** All that are offered now. A source that fails offers nothing. */
export async function paletteActions(): Promise<PaletteAction[]> {
  const all = await Promise.allSettled([...sources].map((source) => source.current()))
  return all.flatMap((each) => (each.status === 'fulfilled' ? each.value : []))
}
