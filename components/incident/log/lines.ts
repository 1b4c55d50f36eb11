/** The log as it is read: entries in the order in which they happened, in chapters of one status each. */

import { type Corrections, correctionsOf } from '#components/incident/log/corrections.ts'
import type { ShownEntry } from '#components/live/shown.ts'
import { inOrder } from '#lib/incident/entries/order.ts'
import type { Entry, EntryOf } from '#lib/incident/entries/table.ts'
import type { Incident, Instant, StatusSpan } from '#lib/incident/incident.ts'
import { isSameDay } from '#lib/time/format.ts'
import { wallClock } from '#lib/time/zone.ts'

export type LogFilter = 'all' | 'key' | 'changes' | 'decisions'
export const logFilters: { filter: LogFilter; name: string }[] = [
  { filter: 'all', name: 'All' },
  { filter: 'key', name: 'Key moments' },
  { filter: 'changes', name: 'Changes' },
  { filter: 'decisions', name: 'Decisions' },
]

export type Chapter = { span: StatusSpan; until: Instant | null }
export type LogLine =
  | { kind: 'day'; key: string; at: Instant }
  | { kind: 'chapter'; key: string; entry: ShownEntry; chapter: Chapter; reason: string | null }
  | { kind: 'entry'; key: string; entry: ShownEntry; corrections: Corrections | null }

/**
 * The lines of the log. A chapter begins where the status changed; the report begins the first one and is a
 * line of its own as well. `zone` decides where a new day begins.
 */
export function logLines(
  entries: readonly ShownEntry[],
  incident: Pick<Incident, 'statuses'>,
  filter: LogFilter,
  zone: string,
): LogLine[] {
  const corrections = correctionsOf(entries)
  const lines: LogLine[] = []
  const isNewDay = dayWatch(zone)
  for (const entry of inOrder(entries)) {
    if (!passes(entry, filter)) continue
    if (isNewDay(entry.occurredAt)) {
      lines.push({ kind: 'day', key: `day-${entry.seq}`, at: entry.occurredAt })
    }
    const chapter = chapterOf(entry, incident)
    if (chapter) {
      const reason = entry.type === 'status_changed' ? entry.payload.reason : null
      lines.push({ kind: 'chapter', key: `chapter-${keyOf(entry)}`, entry, chapter, reason })
    }
    if (entry.type !== 'status_changed') {
      lines.push({
        kind: 'entry',
        key: `entry-${keyOf(entry)}`,
        entry,
        corrections: corrections.get(entry.seq) ?? null,
      })
    }
  }
  return lines
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

function chapterOf(entry: Entry, incident: Pick<Incident, 'statuses'>): Chapter | null {
  const index = incident.statuses.findIndex((span) => span.seq === entry.seq)
  const span = incident.statuses[index]
  return span ? { span, until: incident.statuses[index + 1]?.from ?? null } : null
}

function passes(entry: Entry, filter: LogFilter): boolean {
  if (filter === 'all') return true
  if (filter === 'key') return isKeyMoment(entry)
  if (entry.type !== 'logged') return false
  const { kind } = entry.payload
  return filter === 'decisions'
    ? kind === 'decision'
    : kind === 'deploy' || kind === 'migration' || kind === 'configuration'
}

const keyTypes: ReadonlySet<Entry['type']> = new Set([
  'incident_reported',
  'status_changed',
  'severity_changed',
  'command_accepted',
  'solution_stated',
  'acknowledged',
])

function isKeyMoment(entry: Entry): boolean {
  if (keyTypes.has(entry.type)) return true
  if (entry.type === 'logged') return entry.payload.kind === 'decision'
  if (entry.type === 'fact_stated') return entry.payload.fact === 'cause'
  return isRole(entry) && entry.payload.role === 'commander'
}

function isRole(entry: Entry): entry is EntryOf<'role_taken' | 'role_assigned' | 'role_released'> {
  return entry.type === 'role_taken' || entry.type === 'role_assigned' || entry.type === 'role_released'
}
