/** The log as it is read: entries in the order in which they happened, in chapters of one status each. Pure. */
import { type Amended, amendmentsOf } from '#components/incident/log/corrections.ts'
import { foldQuiet } from '#components/incident/log/quiet.ts'
import type { ShownEntry } from '#components/live/shown.ts'
import type { Gap } from '#components/live/snapshot.ts'
import { inOrder } from '#lib/incident/entries/order.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { Incident, Instant, StatusSpan } from '#lib/incident/incident.ts'
import { formatLateness } from '#lib/time/duration.ts'
import { isSameDay } from '#lib/time/format.ts'
import { wallClock } from '#lib/time/zone.ts'

export type Chapter = { span: StatusSpan; until: Instant | null }
export type EntryLine = { kind: 'entry'; key: string; entry: ShownEntry; amended: Amended | null }
export type LogLine =
  | { kind: 'day'; key: string; at: Instant }
  | { kind: 'chapter'; key: string; entry: ShownEntry; chapter: Chapter; reason: string | null }
  | EntryLine
  /** A run of one-liners that nobody has to stop at, in one line. */
  | { kind: 'fold'; key: string; lines: readonly EntryLine[] }
  /** Entries that are not loaded. */
  | { kind: 'gap'; key: string; gap: Gap }

export type Reading = {
  incident: Pick<Incident, 'statuses'>
  /** Decides where a new day begins. */
  zone: string
  gaps?: readonly Gap[]
  /** Corrections of these entries that stand elsewhere. */
  aside?: readonly Entry[]
  /** Quiet runs are folded up to this entry; 0 folds nothing. */
  foldUpTo?: number
  /** Entries that are not folded, because somebody wanted to see them. */
  unfolded?: ReadonlySet<number>
}

/**
 * The lines of the log. A chapter begins where the status changed; the report begins the first one and is a line of
 * its own as well. `entries` ascend by number.
 */
export function logLines(entries: readonly ShownEntry[], reading: Reading): LogLine[] {
  const amendments = amendmentsOf([...(reading.aside ?? []), ...entries])
  const chapters = chaptersOf(reading.incident)
  const gaps = placeGaps(entries, reading.gaps ?? [])
  const isNewDay = dayWatch(reading.zone)
  const lines: LogLine[] = []
  for (const entry of inOrder(entries)) {
    const { seq, occurredAt } = entry
    const gap = gaps.get(seq)
    if (gap) lines.push({ kind: 'gap', key: `gap-${gap.from}-${gap.to}`, gap })
    if (isNewDay(occurredAt)) lines.push({ kind: 'day', key: `day-${seq}`, at: occurredAt })
    const chapter = chapters.get(seq)
    if (chapter) {
      const reason = entry.type === 'status_changed' ? entry.payload.reason : null
      lines.push({ kind: 'chapter', key: `chapter-${keyOf(entry)}`, entry, chapter, reason })
    }
    if (!chapter || entry.type !== 'status_changed') {
      const amended = amendments.get(seq) ?? null
      lines.push({ kind: 'entry', key: `entry-${keyOf(entry)}`, entry, amended })
    }
  }
  // Nothing that was loaded comes after this one.
  const open = gaps.get(0)
  if (open) lines.push({ kind: 'gap', key: `gap-${open.from}-${open.to}`, gap: open })
  return foldQuiet(lines, reading.foldUpTo ?? 0, reading.unfolded ?? none)
}

const none: ReadonlySet<number> = new Set()

/**
 * Each gap by the number of the entry that it stands before: the first one after it that was logged in time, as what
 * was added late may have happened long before the gap. 0: at the end.
 */
function placeGaps(entries: readonly ShownEntry[], gaps: readonly Gap[]): Map<number, Gap> {
  const placed = new Map<number, Gap>()
  gaps.forEach((gap, index) => {
    const end = gaps[index + 1]?.from ?? Number.POSITIVE_INFINITY
    let first = 0
    for (let at = firstAfter(entries, gap.to); at < entries.length; at++) {
      const entry = entries[at]
      if (!entry || entry.seq >= end) break
      first ||= entry.seq
      if (formatLateness(entry.occurredAt, entry.recordedAt)) continue
      first = entry.seq
      break
    }
    placed.set(first, gap)
  })
  return placed
}

/** The index of the first entry with a higher number. */
function firstAfter(entries: readonly ShownEntry[], seq: number): number {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((entries[middle]?.seq ?? 0) > seq) high = middle
    else low = middle + 1
  }
  return low
}

function chaptersOf({ statuses }: Pick<Incident, 'statuses'>): Map<number, Chapter> {
  return new Map(
    statuses.map((span, index) => [span.seq, { span, until: statuses[index + 1]?.from ?? null }]),
  )
}

/** Says of one instant after the other whether its day differs from the one before. */
function dayWatch(zone: string): (at: Instant) => boolean {
  let before: Instant | null = null
  let surelySameUntil = 0
  return (at) => {
    const ms = Date.parse(at)
    // Asking a zone for its wall clock is slow, and most entries follow within the hour.
    if (before && ms < surelySameUntil) return false
    const isNew = before !== null && !isSameDay(before, at, zone)
    const { hour, minute } = wallClock(at, zone)
    before = at
    surelySameUntil = ms + (23 * 60 - (hour * 60 + minute)) * 60_000 - summerTimeMs
    return isNew
  }
}

const summerTimeMs = 3_600_000

/** The same before and after the server has confirmed it, so that the line stays and only its mark goes. */
function keyOf(entry: Entry): string {
  return `${entry.commandId}-${entry.type}`
}
