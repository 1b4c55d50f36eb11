'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ChapterRule } from '#components/incident/log/chapter-rule.tsx'
import { EntryRow } from '#components/incident/log/entry-row.tsx'
import { type LogFilter, type LogLine, logFilters, logLines } from '#components/incident/log/lines.ts'
import { useEntryKeys } from '#components/incident/log/use-entry-keys.ts'
import { useLogScroll } from '#components/incident/log/use-log-scroll.ts'
import { useRoom } from '#components/incident/room.ts'
import type { ShownEntry } from '#components/live/shown.ts'
import { Time } from '#components/ui/time.tsx'
import { correctableField } from '#lib/incident/commands/write.ts'
import { inOrder } from '#lib/incident/entries/order.ts'
import type { Incident, Instant, Kind } from '#lib/incident/incident.ts'
import { type Actor, hasCommand, permission } from '#lib/incident/policy.ts'
import { formatElapsed, formatLateness } from '#lib/time/duration.ts'

/** The log: filters, what happened in chapters, and what came while somebody was reading further up. */
export function LogPanel() {
  const { live, zone, me } = useRoom()
  const { entries, incident, older, loadOlder } = live
  const [filter, setFilter] = useState<LogFilter>('all')
  const [isLoading, setLoading] = useState(false)
  const [openedAt] = useState(live.confirmed.seq)
  const [seen, setSeen] = useState(openedAt)
  const box = useRef<HTMLDivElement>(null)

  const lines = useMemo(() => logLines(entries, incident, filter, zone), [entries, incident, filter, zone])
  const { isAtEnd, toEnd, leave } = useLogScroll(box, entries[0]?.seq ?? 0)
  const show = useCallback(() => {
    leave()
    setFilter('all')
  }, [leave])
  const { marked, said } = useEntryKeys(show)
  const { reportedAt } = incident.milestones
  const column = useMemo(() => timeColumn(entries, reportedAt), [entries, reportedAt])
  const mayCorrect = useMemo(() => corrector(me, incident), [me, incident])

  const newest = live.confirmed.seq
  // Whoever stands at the end sees what comes last, but not what is added further up.
  const [late, setLate] = useState<readonly number[]>([])
  useEffect(() => {
    if (!isAtEnd || newest === seen) return
    const added = entries.filter(
      (entry) =>
        entry.seq > seen && entry.actor.id !== me.id && formatLateness(entry.occurredAt, entry.recordedAt),
    )
    if (added.length > 0) setLate((before) => [...before, ...added.map(({ seq }) => seq)])
    setSeen(newest)
  }, [isAtEnd, newest, seen, entries, me.id])
  const own = entries.at(-1)?.pending?.key
  useEffect(() => {
    if (own) toEnd()
  }, [own, toEnd])
  const unseen = entries.filter((entry) => entry.seq > seen && !entry.pending && entry.actor.id !== me.id)

  const more = async () => {
    setLoading(true)
    await loadOlder().catch(() => undefined)
    setLoading(false)
  }

  return (
    <>
      <div className="room-bar text-13 -mx-4 flex items-center gap-1 overflow-x-auto border-b px-4 pt-3 pb-2 sm:mx-0 sm:px-0">
        <h2 className="sec mr-2">
          Log <span className="n">{incident.seq}</span>
        </h2>
        {logFilters.map(({ filter: each, name }) => (
          <button
            key={each}
            type="button"
            aria-pressed={filter === each}
            className={`rounded-xs px-2 py-1 whitespace-nowrap ${
              filter === each ? 'bg-hover font-semibold' : 'text-ink-2 hover:bg-hover'
            }`}
            onClick={() => setFilter(each)}
          >
            {name}
          </button>
        ))}
        <span
          className="text-ink-3 ml-auto hidden items-center gap-1.5 whitespace-nowrap sm:flex"
          role="status"
        >
          {said || (
            <>
              <ArrowDown className="icon icon-sm" />
              Newest last
            </>
          )}
        </span>
      </div>
      <section
        ref={box}
        className="room-scroll"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls by itself must be reached by keyboard
        tabIndex={0}
        aria-label="Log entries"
      >
        <div className="pt-4">
          {older > 0 && (
            <p className="pb-4">
              <button type="button" className="btn btn-sm" aria-busy={isLoading} onClick={more}>
                {isLoading ? 'Loading' : `Show earlier entries (${older})`}
              </button>
            </p>
          )}
          <div role="log" aria-label="Incident log" aria-busy={isLoading}>
            <ol style={column}>
              {lines.map((line) => (
                <Line
                  key={line.key}
                  line={line}
                  isNew={line.kind === 'entry' && line.entry.seq > openedAt}
                  isMarked={line.kind !== 'day' && line.entry.seq === marked}
                  isCorrectable={line.kind === 'entry' && mayCorrect(line.entry)}
                  reportedAt={incident.milestones.reportedAt}
                  zone={zone}
                  kind={incident.kind}
                />
              ))}
            </ol>
          </div>
          {lines.length === 0 && (
            <p className="text-ink-2 pb-4">
              Nothing of this kind yet.{' '}
              <button type="button" className="link" onClick={() => setFilter('all')}>
                Show all entries
              </button>
            </p>
          )}
        </div>
      </section>
      {late.length > 0 && (unseen.length === 0 || isAtEnd) && (
        <div className="relative">
          <a
            href={`#entry-${late[0]}`}
            className="btn btn-sm shadow-overlay absolute bottom-2 left-1/2 -translate-x-1/2"
            onClick={() => setLate([])}
          >
            <ArrowUp className="icon icon-sm" />
            {late.length} added further up
          </a>
        </div>
      )}
      {unseen.length > 0 && !isAtEnd && (
        <div className="relative">
          <button
            type="button"
            className="btn btn-sm shadow-overlay absolute bottom-2 left-1/2 -translate-x-1/2"
            onClick={toEnd}
          >
            <ArrowDown className="icon icon-sm" />
            {unseen.length} new
          </button>
        </div>
      )}
    </>
  )
}

/** An entry days away from the report says so in more letters: then the whole column makes room. */
function timeColumn(entries: readonly ShownEntry[], reportedAt: Instant | null): CSSProperties {
  const ordered = inOrder(entries)
  const ends = [ordered[0], ordered.at(-1)].flatMap((entry) => entry?.occurredAt ?? [])
  const widest = Math.max(0, ...ends.map((at) => formatElapsed(at, reportedAt ?? at).length))
  // A custom property, which the type does not know.
  return { '--log-time': `${112 + Math.max(0, widest - 5) * 8}px` } as CSSProperties
}

type LineProps = {
  line: LogLine
  isNew: boolean
  isMarked: boolean
  isCorrectable: boolean
  reportedAt: Instant | null
  zone: string
  kind: Kind
}

function Line({ line, isNew, isMarked, isCorrectable, reportedAt, zone, kind }: LineProps) {
  if (line.kind === 'day') {
    return (
      <li className="text-12 text-ink-3 pb-3.5">
        <Time at={line.at} zone={zone} format="date" className="font-sans" />
      </li>
    )
  }
  const { entry } = line
  if (line.kind === 'chapter') {
    const { chapter, reason } = line
    return <ChapterRule entry={entry} chapter={chapter} reason={reason} zone={zone} isMarked={isMarked} />
  }
  return (
    <EntryRow
      entry={entry}
      corrections={line.corrections}
      reportedAt={reportedAt ?? entry.occurredAt}
      zone={zone}
      kind={kind}
      isNew={isNew}
      isMarked={isMarked}
      isCorrectable={isCorrectable}
    />
  )
}

/** Whose words this person may put right: their own, or anybody's for who holds command; the server asks the same. */
function corrector(me: Actor, incident: Incident): (entry: ShownEntry) => boolean {
  const isCommanding = hasCommand(me, incident)
  const { allowed } = permission(me, 'correct_entry', incident)
  return (entry) =>
    allowed &&
    !entry.pending &&
    (isCommanding || entry.actor.id === me.id) &&
    correctableField(entry) !== null
}
