/** What one browser knows of an incident for certain: the state, and the newest part of its log. Pure. */
import { measure } from '#lib/incident/clock.ts'
import { type Entry, evolve } from '#lib/incident/entries/table.ts'
import type { IncidentView } from '#lib/incident/incident.ts'

/** `entries` ascend without a gap and end with number `incident.seq`; the oldest may not be loaded. */
export type Snapshot = { incident: IncidentView; entries: readonly Entry[] }

/**
 * The snapshot after `entry`; the same object when it was seen before; null when entries before it are missing.
 * Throws UnknownEntry on a type that this code does not know.
 */
export function append(snapshot: Snapshot, entry: Entry): Snapshot | null {
  const { incident, entries } = snapshot
  if (entry.seq <= incident.seq) return snapshot
  if (entry.seq > incident.seq + 1) return null
  const state = evolve(incident, entry)
  return {
    incident: { ...state, headHash: entry.hash, metrics: measure(state) },
    entries: [...entries, entry],
  }
}

/** The snapshot with older entries in front; they must reach up to its first one. */
export function prepend(snapshot: Snapshot, older: readonly Entry[]): Snapshot {
  const first = snapshot.entries[0]?.seq ?? snapshot.incident.seq + 1
  const before = older.filter((entry) => entry.seq < first)
  return before.length === 0 ? snapshot : { ...snapshot, entries: [...before, ...snapshot.entries] }
}

/** How many entries are not loaded: all numbers below the first one. */
export function olderCount(snapshot: Snapshot): number {
  return (snapshot.entries[0]?.seq ?? snapshot.incident.seq + 1) - 1
}
