'use client'

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type LogBlock, shows } from '#components/incident/log/blocks.ts'
import { pageAround } from '#components/incident/log/use-log-part.ts'
import { useRoom } from '#components/incident/room.ts'
import { gapsIn } from '#components/live/snapshot.ts'

type Drawing = { blocks: readonly LogBlock[]; drawn: ReadonlySet<string>; bring: (key: string) => void }

/**
 * Going to an entry, loaded or not: the one that the address points at (`#entry-12`), on load and whenever it
 * changes, or any other. `show` makes sure that it will be among the lines.
 */
export function useTarget(show: (seq: number) => void) {
  const { live } = useRoom()
  const [marked, setMarked] = useState<number | null>(null)
  const [wanted, setWanted] = useState<number | null>(null)
  const [said, setSaid] = useState('')
  const latest = useRef(live)
  useEffect(() => {
    latest.current = live
  })

  const goTo = useCallback(
    async (seq: number) => {
      const { entries, load } = latest.current
      show(seq)
      const gap = gapsIn(entries).find(({ from, to }) => from <= seq && seq <= to)
      try {
        if (gap) await load(pageAround(gap, seq))
        setMarked(seq)
        setWanted(seq)
      } catch {
        setSaid(`Entry ${seq} cannot be loaded now`)
      }
    },
    [show],
  )

  useEffect(() => {
    if (followMerged()) return
    const follow = () => {
      const seq = addressed()
      if (seq > 0) {
        // From here on the address means this log.
        if (location.search.includes('from=')) history.replaceState(history.state, '', addressOfEntry(seq))
        void goTo(seq)
      } else setMarked(null)
    }
    // A link to where the address points already changes nothing that the window would tell.
    const again = ({ target }: MouseEvent) => {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href^="#entry-"]') : null
      if (link && link.hash === location.hash) follow()
    }
    follow()
    addEventListener('hashchange', follow)
    addEventListener('click', again)
    return () => {
      removeEventListener('hashchange', follow)
      removeEventListener('click', again)
    }
  }, [goTo])

  const arrived = useCallback(() => setWanted(null), [])
  return { marked, wanted, arrived, said, setSaid, goTo }
}

type Arrival = Drawing & { wanted: number | null; arrived: () => void; leave: () => void }

/** Goes to the wanted entry as soon as it can be drawn. */
export function useArrival({ wanted, arrived, leave, blocks, drawn, bring }: Arrival): void {
  useLayoutEffect(() => {
    if (wanted === null) return
    const block = blocks.find((each) => shows(each, wanted))
    if (!block) return
    if (!drawn.has(block.key)) return bring(block.key)
    const look = () => {
      leave()
      document.getElementById(`entry-${wanted}`)?.scrollIntoView({ block: 'center' })
    }
    look()
    document.getElementById(`entry-${wanted}`)?.focus({ preventScroll: true })
    arrived()
    // What is drawn around it now may push it: it is put right before anybody sees it.
    requestAnimationFrame(look)
  })
}

/** The address of an entry of the log that is shown. */
export function addressOfEntry(seq: number | string): string {
  const address = new URL(`#entry-${seq}`, location.href)
  for (const name of ['from', 'via']) address.searchParams.delete(name)
  return address.href
}

/** The number of the entry that the address points at; NaN when at none. */
function addressed(): number {
  return Number(/^#entry-(\d{1,9})$/.exec(location.hash)?.[1])
}

/**
 * The address of a merged incident leads here and says so; an entry that it pointed at stands in that incident's own
 * log. True when the window goes there.
 */
function followMerged(): boolean {
  const from = new URLSearchParams(location.search).get('from')
  if (!from || !(addressed() > 0)) return false
  location.replace(`/incidents/${encodeURIComponent(from)}?log=own${location.hash}`)
  return true
}
