'use client'

import { type CSSProperties, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { ChapterRule } from '#components/incident/log/chapter-rule.tsx'
import { EntryRow } from '#components/incident/log/entry-row.tsx'
import { type LogFilter, type LogLine, logLines } from '#components/incident/log/lines.ts'
import { LogFilters } from '#components/incident/log/log-filters.tsx'
import { NewEntries } from '#components/incident/log/new-entries.tsx'
import { useEntryKeys } from '#components/incident/log/use-entry-keys.ts'
import { useLogScroll } from '#components/incident/log/use-log-scroll.ts'
import { useUnseen } from '#components/incident/log/use-unseen.ts'
import { useRoom } from '#components/incident/room.ts'
import type { ShownEntry } from '#components/live/shown.ts'
import { Time } from '#components/ui/time.tsx'
import { correctableField } from '#lib/incident/entries/correctable.ts'
import { inOrder } from '#lib/incident/entries/order.ts'
import type { Incident, Instant, Kind } from '#lib/incident/incident.ts'
import { type Actor, hasCommand, permission } from '#lib/incident/policy.ts'
import { formatElapsed } from '#lib/time/duration.ts'

/** The log: filters, what happened in chapters, and what came while somebody was reading further up. */
export function LogPanel() {
  const { live, zone, me } = useRoom()
  const { entries, incident, older, loadOlder } = live
  const [filter, setFilter] = useState<LogFilter>('all')
  const [isLoading, setLoading] = useState(false)
  const [openedAt] = useState(live.confirmed.seq)
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

  const { unseen, late, forgetLate } = useUnseen(entries, {
    newest: live.confirmed.seq,
    isAtEnd,
    myId: me.id,
  })
  const own = entries.at(-1)?.pending?.key
  useEffect(() => {
    if (own) toEnd()
  }, [own, toEnd])

  const more = async () => {
    setLoading(true)
    await loadOlder().catch(() => undefined)
    setLoading(false)
  }

  return (
    <>
      <LogFilters count={incident.seq} filter={filter} onChange={setFilter} said={said} />
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
      <NewEntries unseen={unseen} late={late} isAtEnd={isAtEnd} onEnd={toEnd} onLate={forgetLate} />
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
