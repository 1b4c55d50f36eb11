import { EntryActions } from '#components/incident/entry-actions/entry-actions.tsx'
import type { Chapter } from '#components/incident/log/lines.ts'
import { LogText } from '#components/incident/log/log-text.tsx'
import type { ShownEntry } from '#components/live/shown.ts'
import { Time } from '#components/ui/time.tsx'
import { isLive } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'

type ChapterRuleProps = {
  entry: ShownEntry
  chapter: Chapter
  reason: string | null
  zone: string
  isMarked: boolean
}

/** Where the status changed: a rule through the log with its time, its length and who moved it. */
export function ChapterRule({ entry, chapter, reason, zone, isMarked }: ChapterRuleProps) {
  const { span, until } = chapter
  // The report is a line of its own and carries the address of its entry.
  const id = entry.type === 'incident_reported' || entry.pending ? undefined : `entry-${entry.seq}`
  const isOver = !isLive(span)
  const by = entry.type === 'incident_reported' ? entry.payload.reportedBy : span.by.name
  return (
    <li
      id={id}
      data-entry={id ? entry.seq : undefined}
      data-line={id ? entry.seq : undefined}
      data-marked={(id && isMarked) || undefined}
      tabIndex={-1}
      className="log-chapter"
    >
      <span className="border-bar hidden h-0 border-t-[3px] sm:block" />
      <div className="min-w-0">
        <div className="flex items-center gap-3">
          <h3 className="text-13 font-bold">{statusNames[span.status]}</h3>
          <span className="mono text-12 text-ink-3 flex-none whitespace-nowrap">
            <Time at={span.from} zone={zone} />
            {until ? ` · ${durationBetween(span.from, until)}` : isOver ? '' : ' · now'}
          </span>
          {entry.pending && <span className="text-12 text-ink-3">Sending…</span>}
          <span className="border-bar min-w-4 flex-1 border-t" />
          {span.by.kind !== 'system' && <span className="text-12 text-ink-3 truncate">{by}</span>}
          {id && <EntryActions seq={entry.seq} className="-my-1" />}
        </div>
        {reason && <LogText text={reason} className="text-ink-2 mt-0.5" />}
      </div>
    </li>
  )
}
