'use client'

import { memo } from 'react'
import { EntryActions } from '#components/incident/entry-actions/entry-actions.tsx'
import type { Amended } from '#components/incident/log/corrections.ts'
import { EntryBody } from '#components/incident/log/entry-body.tsx'
import { entryIcon } from '#components/incident/log/entry-icon.ts'
import { PendingFrame } from '#components/incident/log/pending-frame.tsx'
import type { ShownEntry } from '#components/live/shown.ts'
import { Time } from '#components/ui/time.tsx'
import type { Instant, Kind } from '#lib/incident/incident.ts'
import { formatElapsed } from '#lib/time/duration.ts'

export type EntryRowProps = {
  entry: ShownEntry
  /** What later entries did to it. */
  amended: Amended | null
  reportedAt: Instant
  zone: string
  kind: Kind
  /** It came while the page stood open. */
  isNew: boolean
  /** An address or a link points at it. */
  isMarked: boolean
  /** Somebody looked for it: it leads to its place in the log. */
  isFound: boolean
}

/** One entry: when, what kind, and the words. Grid of DESIGN §8: 112 time | 22 mark | text. */
export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { entry, reportedAt, zone, isNew, isMarked } = props
  const Icon = entryIcon(entry)
  const isDecision = entry.type === 'logged' && entry.payload.kind === 'decision'
  const isPending = entry.pending !== undefined
  return (
    <li
      id={isPending ? undefined : `entry-${entry.seq}`}
      data-entry={entry.seq}
      data-line={entry.seq}
      data-marked={isMarked || undefined}
      tabIndex={-1}
      className={`log-entry ${isNew ? 'enter' : ''}`}
    >
      <div className="log-time mono text-12 text-ink-2 sm:text-13">
        <Time at={entry.occurredAt} zone={zone} format="clock" />
        <span className="text-ink-3">{formatElapsed(entry.occurredAt, reportedAt)}</span>
      </div>
      <div className="log-mark">
        <span
          className={
            isPending
              ? 'border-line text-ink-2 border border-dashed'
              : isDecision
                ? 'bg-ink text-paper'
                : 'bg-paper text-ink-3'
          }
        >
          <Icon className="icon icon-sm" />
        </span>
      </div>
      <div className="relative min-w-0 pb-3.5 leading-[22px]">
        {props.isFound && (
          <a href={`#entry-${entry.seq}`} className="log-act link text-12 bg-paper float-right ml-2">
            Show in log
          </a>
        )}
        {!isPending && <EntryActions seq={entry.seq} className="float-right" />}
        {entry.pending ? (
          <PendingFrame pending={entry.pending} zone={zone}>
            <EntryBody {...props} />
          </PendingFrame>
        ) : (
          <EntryBody {...props} />
        )}
      </div>
    </li>
  )
}, isSame)

function isSame(a: EntryRowProps, b: EntryRowProps): boolean {
  return (
    a.entry === b.entry &&
    isSameAmended(a.amended, b.amended) &&
    a.isFound === b.isFound &&
    a.zone === b.zone &&
    a.isNew === b.isNew &&
    a.isMarked === b.isMarked &&
    a.reportedAt === b.reportedAt
  )
}

function isSameAmended(a: Amended | null, b: Amended | null): boolean {
  return (
    a?.corrections?.last.seq === b?.corrections?.last.seq &&
    a?.redacted?.at === b?.redacted?.at &&
    a?.undone?.at === b?.undone?.at &&
    a?.righted?.seq === b?.righted?.seq
  )
}
