'use client'

import { useCallback, useEffect, useMemo, useState } from 'react'
import { isEverything } from '#components/incident/log/filters.ts'
import { useRoom } from '#components/incident/room.ts'
import type { ShownEntry } from '#components/live/shown.ts'
import { type EntryPage, type Gap, gapsIn } from '#components/live/snapshot.ts'
import { type EntryFilter, isMatch } from '#lib/incident/entries/matching.ts'
import type { Entry } from '#lib/incident/entries/table.ts'

/** Which end of a gap the reader is coming from. */
export type Side = 'below' | 'above'

export type LogPart = {
  /** Ascending, with what is on its way at the end. */
  entries: readonly ShownEntry[]
  gaps: readonly Gap[]
  /** Corrections of these entries that are not among them. */
  aside: readonly Entry[]
  load: (gap: Gap, side: Side) => Promise<void>
}

/** What the server found further back than this browser's newest entries reach; all of it from number `reached` on. */
type Found = { filter: EntryFilter } & EntryPage & { reached: number }

/** Entries per request: the gaps then end where a block of the page begins. */
const [pageSize, alignment] = [200, 50]

/**
 * The part of the log that passes the filter. What the browser has is filtered here, at once and without a
 * connection; what lies further back is found by the server, page by page.
 */
export function useLogPart(filter: EntryFilter): LogPart {
  const { live } = useRoom()
  const { entries, aside, load: loadGap } = live
  const { ref } = live.incident
  const [last, setFound] = useState<Found | null>(null)
  const found = last?.filter === filter ? last : null

  const newest = entries.at(-1)
  useEffect(() => {
    // What was found may hold the words that have just been taken out.
    if (last === null || newest?.type !== 'entry_redacted') return
    setFound(null)
    void import('#components/live/found.ts').then(({ forgetFound }) => forgetFound(ref))
  }, [last, newest, ref])

  const part = useMemo(() => {
    const gaps = gapsIn(entries)
    if (isEverything(filter)) return { entries, gaps, aside }
    const tail = (gaps.at(-1)?.to ?? 0) + 1
    const known = Math.min(tail, found?.reached ?? tail)
    return {
      entries: [
        ...(found?.entries.filter(({ seq }) => seq < tail) ?? []),
        ...entries.filter((entry) => entry.seq >= tail && isMatch(entry, filter)),
      ],
      gaps: known > 1 ? [{ from: 1, to: known - 1 }] : [],
      aside: [
        ...aside,
        ...(found?.corrections ?? []),
        ...entries.filter(({ corrects }) => corrects !== null),
      ],
    }
  }, [entries, aside, filter, found])

  const load = useCallback(
    async (gap: Gap, side: Side) => {
      if (isEverything(filter)) return await loadGap(pageOf(gap, side))
      const { findEntries } = await import('#components/live/found.ts')
      const page = await findEntries(ref, filter, gap.to + 1)
      setFound((before) => joined(before?.filter === filter ? before : null, filter, page))
    },
    [filter, loadGap, ref],
  )
  return { ...part, load }
}

/** The part of a gap that is loaded next. */
function pageOf({ from, to }: Gap, side: Side): Gap {
  if (side === 'above') {
    return { from, to: Math.min(to, aligned(from + pageSize) - 1) }
  }
  return { from: Math.max(from, aligned(to - pageSize + alignment)), to }
}

/** A page of entries around number `seq`, inside of the gap that holds it. */
export function pageAround({ from, to }: Gap, seq: number): Gap {
  const start = Math.max(from, aligned(seq - pageSize / 2))
  return { from: start, to: Math.min(to, start + pageSize - 1) }
}

function aligned(seq: number): number {
  return Math.floor(seq / alignment) * alignment
}

function joined(before: Found | null, filter: EntryFilter, page: EntryPage & { isLast: boolean }): Found {
  const reached = page.isLast ? 1 : (page.entries[0]?.seq ?? 1)
  if (!before) return { filter, ...page, reached }
  // Asked twice at once, the same page comes twice.
  const more = page.entries.filter(({ seq }) => seq < before.reached)
  return {
    filter,
    entries: [...more, ...before.entries],
    corrections: [...before.corrections, ...page.corrections],
    reached: Math.min(before.reached, reached),
  }
}
