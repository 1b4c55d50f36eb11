'use client'

import '#components/incident/log/log.css'
import { useCallback, useMemo, useRef, useState } from 'react'
import { blocksOf } from '#components/incident/log/blocks.ts'
import { everything, isEverything } from '#components/incident/log/filters.ts'
import { HoldPlace } from '#components/incident/log/hold-place.ts'
import { logLines } from '#components/incident/log/lines.ts'
import { LogBar } from '#components/incident/log/log-bar.tsx'
import { LogBlocks } from '#components/incident/log/log-blocks.tsx'
import type { LogTool } from '#components/incident/log/log-head.tsx'
import type { LineLook } from '#components/incident/log/log-line.tsx'
import { timeColumn } from '#components/incident/log/look.ts'
import { NewEntries } from '#components/incident/log/new-entries.tsx'
import { NewWords } from '#components/incident/log/new-words.tsx'
import { useEntryKeys } from '#components/incident/log/use-entry-keys.ts'
import { useLogPart } from '#components/incident/log/use-log-part.ts'
import { useLogScroll } from '#components/incident/log/use-log-scroll.ts'
import { useOwnEntry } from '#components/incident/log/use-own-entry.ts'
import { useArrival, useTarget } from '#components/incident/log/use-target.ts'
import { useUnseen } from '#components/incident/log/use-unseen.ts'
import { useWindow } from '#components/incident/log/use-window.ts'
import { useRoom } from '#components/incident/room.ts'
import type { ShownEntry } from '#components/live/shown.ts'
import { type EntryFilter, isMatch } from '#lib/incident/entries/matching.ts'

/** Shorter logs are read as they are; in longer ones runs of quiet entries are folded. */
const foldAbove = 100

/** The log: what happened in chapters, the ways to find something in it, and what came while somebody read back. */
export function LogPanel() {
  const { live, zone, me } = useRoom()
  const { incident } = live
  const { reportedAt } = incident.milestones
  const newest = live.confirmed.seq
  const [openedAt] = useState(newest)
  const [filter, setFilter] = useState<EntryFilter>(everything)
  const [tool, setTool] = useState<LogTool | null>(null)
  const [isSearching, setSearching] = useState(false)
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(() => new Set())
  const box = useRef<HTMLDivElement>(null)
  const { isAtEnd, toEnd, leave, find, hold, inSight } = useLogScroll(box)

  const unfold = useCallback(
    (seqs: readonly number[]) => setUnfolded((before) => new Set([...before, ...seqs])),
    [],
  )
  const showAll = useCallback(() => {
    setFilter(everything)
    setTool(null)
    setSearching(false)
  }, [])
  const show = useCallback(
    (seq: number) => {
      leave()
      showAll()
      unfold([seq])
    },
    [leave, showAll, unfold],
  )
  const { marked, wanted, arrived, said, setSaid, goTo } = useTarget(show)
  useEntryKeys({ marked, inSight, say: setSaid, search: () => setSearching(true) })

  const { entries, gaps, aside, load } = useLogPart(filter)
  const isAll = isEverything(filter)
  const blocks = useMemo(() => {
    const foldUpTo = isAll && openedAt > foldAbove ? openedAt : 0
    return blocksOf(logLines(entries, { incident, zone, gaps, aside, foldUpTo, unfolded }))
  }, [entries, incident, zone, gaps, aside, isAll, openedAt, unfolded])
  const { bring, ...view } = useWindow(box, blocks)
  useArrival({ wanted, arrived, leave, blocks, drawn: view.drawn, bring })
  const last = blocks.at(-1)?.key
  const toNewest = useCallback(() => {
    if (last) bring(last)
    toEnd()
  }, [last, bring, toEnd])

  const { unseen, late, forgetLate } = useUnseen(live.entries, { newest, isAtEnd, myId: me.id })
  const showOwn = useCallback(
    (own: ShownEntry) => {
      if (!isMatch(own, filter)) showAll()
      toNewest()
    },
    [filter, showAll, toNewest],
  )
  useOwnEntry(live.entries.at(-1), showOwn)

  const column = useMemo(() => timeColumn(entries, reportedAt), [entries, reportedAt])
  const { kind } = incident
  const look: LineLook = { openedAt, marked, isFound: !isAll, reportedAt, zone, kind, unfold }
  const found = { count: entries.length, isWhole: gaps.length === 0 }
  return (
    <>
      <LogBar
        {...{ count: incident.seq, filter, tool, isSearching, found, goTo, toNewest }}
        onFilter={setFilter}
        onTool={setTool}
        onSearch={setSearching}
      />
      <p className="vh" role="status">
        {said}
      </p>
      <NewWords entries={live.entries} newest={newest} myId={me.id} />
      <section
        ref={box}
        className="room-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reached by keyboard
        tabIndex={0}
        aria-label="Log entries"
      >
        <div className="pt-4">
          <HoldPlace find={find} hold={hold}>
            <div role="log" aria-live="off" aria-label="Incident log" style={column}>
              <LogBlocks {...view} {...{ blocks, look, box, load }} />
            </div>
          </HoldPlace>
          {blocks.length === 0 && (
            <p className="text-ink-2 pb-4">
              {filter.q.trim() ? 'Nothing like this in the log.' : 'Nothing of this kind yet.'}{' '}
              <button type="button" className="link" onClick={showAll}>
                Show all entries
              </button>
            </p>
          )}
        </div>
      </section>
      <NewEntries unseen={unseen} late={late} isAtEnd={isAtEnd} onEnd={toNewest} onLate={forgetLate} />
    </>
  )
}
