'use client'

import '#components/incident/log/log.css'

import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { blocksOf, type GapLine, type LineBlock } from '#components/incident/log/blocks.ts'
import { everything, isEverything } from '#components/incident/log/filters.ts'
import { GapRow } from '#components/incident/log/gap-row.tsx'
import { HoldPlace } from '#components/incident/log/hold-place.ts'
import { logLines } from '#components/incident/log/lines.ts'
import { LogHead, type LogTool } from '#components/incident/log/log-head.tsx'
import { Line, type LineLook } from '#components/incident/log/log-line.tsx'
import { timeColumn } from '#components/incident/log/look.ts'
import { NewEntries } from '#components/incident/log/new-entries.tsx'
import { NewWords } from '#components/incident/log/new-words.tsx'
import { useEntryKeys } from '#components/incident/log/use-entry-keys.ts'
import { useLogPart } from '#components/incident/log/use-log-part.ts'
import { useLogScroll } from '#components/incident/log/use-log-scroll.ts'
import { useArrival, useTarget } from '#components/incident/log/use-target.ts'
import { useUnseen } from '#components/incident/log/use-unseen.ts'
import { useWindow } from '#components/incident/log/use-window.ts'
import { useRoom } from '#components/incident/room.ts'
import type { Gap } from '#components/live/snapshot.ts'
import { type EntryFilter, isMatch } from '#lib/incident/entries/matching.ts'

const LogTools = lazy(() => import('#components/incident/log/log-tools.tsx'))

/** Shorter logs are read as they are; in longer ones runs of quiet entries are folded. */
const foldAbove = 100

/** The log: what happened in chapters, the ways to find something in it, and what came while somebody read back. */
export function LogPanel() {
  const { live, zone, me } = useRoom()
  const { incident } = live
  const newest = live.confirmed.seq
  const [openedAt] = useState(newest)
  const [filter, setFilter] = useState<EntryFilter>(everything)
  const [tool, setTool] = useState<LogTool | null>(null)
  const [isSearching, setSearching] = useState(false)
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(() => new Set())
  const box = useRef<HTMLDivElement>(null)
  const unfold = useCallback(
    (seqs: readonly number[]) => setUnfolded((before) => new Set([...before, ...seqs])),
    [],
  )

  const { isAtEnd, toEnd, leave, find, hold, inSight } = useLogScroll(box)
  const show = useCallback(
    (seq: number) => {
      leave()
      setFilter(everything)
      setTool(null)
      setSearching(false)
      unfold([seq])
    },
    [leave, unfold],
  )
  const { marked, wanted, arrived, said, setSaid, goTo } = useTarget(show)
  useEntryKeys({ marked, inSight, say: setSaid, search: () => setSearching(true) })

  const { entries, gaps, aside, load } = useLogPart(filter)
  const isAll = isEverything(filter)
  const blocks = useMemo(() => {
    const foldUpTo = isAll && openedAt > foldAbove ? openedAt : 0
    return blocksOf(logLines(entries, { incident, zone, gaps, aside, foldUpTo, unfolded }))
  }, [entries, incident, zone, gaps, aside, isAll, openedAt, unfolded])
  const { drawn, heightOf, observe, bring } = useWindow(box, blocks)
  useArrival({ wanted, arrived, leave, blocks, drawn, bring })
  const { reportedAt } = incident.milestones
  const column = useMemo(() => timeColumn(entries, reportedAt), [entries, reportedAt])
  const look: LineLook = {
    ...{ openedAt, marked, reportedAt, zone, unfold, isFound: !isAll, kind: incident.kind },
  }

  const showAll = () => {
    setFilter(everything)
    setSearching(false)
  }
  const last = blocks.at(-1)?.key
  const toNewest = useCallback(() => {
    if (last) bring(last)
    toEnd()
  }, [last, bring, toEnd])
  const { unseen, late, forgetLate } = useUnseen(live.entries, { newest, isAtEnd, myId: me.id })
  const own = live.entries.at(-1)
  const led = useRef<string | undefined>(undefined)
  useEffect(() => {
    // Once for each: whoever reads back while it waits is left alone.
    if (!own?.pending || led.current === own.pending.key) return
    led.current = own.pending.key
    // What somebody has just written is shown, whatever they were looking for.
    setFilter((before) => (isMatch(own, before) ? before : everything))
    toNewest()
  }, [own, toNewest])

  return (
    <>
      <LogHead
        count={incident.seq}
        filter={filter}
        onFilter={setFilter}
        tool={tool}
        onTool={setTool}
        isSearching={isSearching}
        onSearch={(isOn) => {
          setSearching(isOn)
          if (!isOn) setFilter({ ...filter, q: '' })
        }}
      />
      {(tool || isSearching) && (
        <Suspense>
          <LogTools
            tool={tool}
            isSearching={isSearching}
            filter={filter}
            onFilter={setFilter}
            found={{ count: entries.length, isWhole: gaps.length === 0 }}
            goTo={goTo}
            toNewest={toNewest}
            onClose={() => setTool(null)}
            onSearchEnd={() => setSearching(false)}
          />
        </Suspense>
      )}
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
              {blocks.map((block) =>
                block.gap ? (
                  <GapRow
                    key={block.key}
                    words={gapWords(block.gap, isAll)}
                    box={box}
                    load={(side) => load(block.gap.gap, side)}
                  />
                ) : (
                  <Block
                    key={block.key}
                    block={block}
                    look={drawn.has(block.key) ? look : null}
                    height={drawn.has(block.key) ? undefined : heightOf(block)}
                    observe={observe}
                  />
                ),
              )}
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

type BlockProps = {
  block: LineBlock
  /** Null: it is far from the reader, and only its `height` is kept. */
  look: LineLook | null
  height: number | undefined
  observe: (element: HTMLElement | null) => (() => void) | undefined
}

function Block({ block, look, height, observe }: BlockProps) {
  return (
    <ol ref={observe} data-block={block.key} aria-hidden={look ? undefined : true} style={{ height }}>
      {look &&
        block.lines.map((line) => line.kind !== 'gap' && <Line key={line.key} line={line} look={look} />)}
    </ol>
  )
}

function gapWords({ gap }: GapLine, isAll: boolean): string {
  if (!isAll) return 'Look further back'
  return countWords(gap)
}

function countWords({ from, to }: Gap): string {
  const count = to - from + 1
  const which = from === 1 ? 'earlier ' : ''
  return `${count.toLocaleString('en')} ${which}${count === 1 ? 'entry' : 'entries'}`
}
