import { ChapterRule } from '#components/incident/log/chapter-rule.tsx'
import { EntryRow } from '#components/incident/log/entry-row.tsx'
import { FoldRow } from '#components/incident/log/fold-row.tsx'
import type { LogLine } from '#components/incident/log/lines.ts'
import { Time } from '#components/ui/time.tsx'
import type { Instant, Kind } from '#lib/incident/incident.ts'

/** What every line is drawn with. */
export type LineLook = {
  /** Entries above this number came while the page stood open. */
  openedAt: number
  /** The entry that an address points at. */
  marked: number | null
  /** Lines are what somebody looked for: each leads to its place in the log. */
  isFound: boolean
  reportedAt: Instant | null
  zone: string
  kind: Kind
  unfold: (seqs: readonly number[]) => void
}

/** One line of the log. */
export function Line({ line, look }: { line: Exclude<LogLine, { kind: 'gap' }>; look: LineLook }) {
  const { zone } = look
  if (line.kind === 'day') {
    return (
      <li className="text-12 text-ink-3 pb-3.5">
        <Time at={line.at} zone={zone} format="date" className="font-sans" />
      </li>
    )
  }
  if (line.kind === 'fold') {
    const open = () => look.unfold(line.lines.map(({ entry }) => entry.seq))
    return <FoldRow lines={line.lines} zone={zone} onOpen={open} />
  }
  const { entry } = line
  const isMarked = entry.seq === look.marked
  if (line.kind === 'chapter') {
    const { chapter, reason } = line
    return <ChapterRule entry={entry} chapter={chapter} reason={reason} zone={zone} isMarked={isMarked} />
  }
  return (
    <EntryRow
      entry={entry}
      amended={line.amended}
      reportedAt={look.reportedAt ?? entry.occurredAt}
      zone={zone}
      kind={look.kind}
      isNew={entry.seq > look.openedAt}
      isMarked={isMarked}
      isFound={look.isFound}
    />
  )
}
