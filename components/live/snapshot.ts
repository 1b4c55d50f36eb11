/** What one browser knows of an incident for certain: the state, and parts of its log. Pure. */
import { measure } from '#lib/incident/clock.ts'
import { type Entry, evolve } from '#lib/incident/entries/table.ts'
import type { IncidentView } from '#lib/incident/incident.ts'

/**
 * `entries` ascend and end with number `incident.seq`; below the newest ones some may not be loaded. `aside` are
 * entries known ahead of their place, because they correct, redact or undo a loaded one.
 */
export type Snapshot = { incident: IncidentView; entries: readonly Entry[]; aside?: readonly Entry[] }

/** Entries `from` to `to` that are not loaded. */
export type Gap = { from: number; to: number }

/** Loaded entries, ascending, and the corrections of them that lie elsewhere. */
export type EntryPage = { entries: readonly Entry[]; corrections: readonly Entry[] }

/**
 * The snapshot after `entry`; the same object when it was seen before; null when entries before it are missing.
 * Throws UnknownEntry on a type that this code does not know.
 */
export function append(snapshot: Snapshot, entry: Entry): Snapshot | null {
  const { incident, entries } = snapshot
  if (entry.seq <= incident.seq) return snapshot
  if (entry.seq > incident.seq + 1) return null
  const state = evolve(incident, entry)
  const next = {
    ...snapshot,
    incident: { ...state, headHash: entry.hash, metrics: measure(state) },
    entries: [...entries, entry],
  }
  return entry.type === 'entry_redacted' ? forget(next, [entry]) : next
}

/** The snapshot with a page of its log in its place; the same object when nothing of it is new. */
export function insert(snapshot: Snapshot, { entries, corrections }: EntryPage): Snapshot {
  const { entries: known, aside = [], incident } = snapshot
  const has = new Set(known.map(({ seq }) => seq))
  const more = entries.filter(({ seq }) => !has.has(seq) && seq <= incident.seq)
  const beside = corrections.filter((entry) => !aside.some(({ seq }) => seq === entry.seq))
  if (more.length === 0 && beside.length === 0) return snapshot
  return {
    ...snapshot,
    entries: [...known, ...more].sort((a, b) => a.seq - b.seq),
    aside: [...aside, ...beside],
  }
}

/** Which entries up to the newest one are not loaded. */
export function gapsIn(entries: readonly Pick<Entry, 'seq'>[]): Gap[] {
  const gaps: Gap[] = []
  let before = 0
  for (const { seq } of entries) {
    if (seq > before + 1) gaps.push({ from: before + 1, to: seq - 1 })
    before = seq
  }
  return gaps
}

/**
 * Without the entries whose words these redactions took out, or that may repeat them: they are asked for anew, so
 * that nothing of it is kept here.
 */
export function forget(snapshot: Snapshot, redactions: readonly Entry[]): Snapshot {
  const { entries, aside } = snapshot
  const isGone = (entry: Entry) => redactions.some((redaction) => repeats(entry, redaction))
  const stays = (entry: Entry) => !isGone(entry)
  return { ...snapshot, entries: entries.filter(stays), ...(aside && { aside: aside.filter(stays) }) }
}

const repeating: readonly Entry['type'][] = ['entry_pinned', 'topic_changed', 'label_removed']

function repeats({ seq, corrects, type, redacted }: Entry, redaction: Entry): boolean {
  if (redacted || redaction.corrects === null || seq >= redaction.seq) return false
  return [seq, corrects].includes(redaction.corrects) || repeating.includes(type)
}
