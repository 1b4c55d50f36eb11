import type { Entry } from '#lib/incident/entries/table.ts'
import type { Instant } from '#lib/incident/incident.ts'

export type Correction = { seq: number; at: Instant; by: string; text: string; reason: string }
/** All corrections of one entry, oldest first; the last one is what stands now. */
export type Corrections = { field: string; last: Correction; all: Correction[] }

/** What has been corrected, by the number of the corrected entry. */
export function correctionsOf(entries: readonly Entry[]): Map<number, Corrections> {
  const found = new Map<number, Corrections>()
  for (const entry of entries) {
    if (entry.type !== 'entry_corrected' || entry.corrects === null) continue
    const { text, reason, field } = entry.payload
    const last = { seq: entry.seq, at: entry.recordedAt, by: entry.actor.name, text, reason }
    const all = [...(found.get(entry.corrects)?.all ?? []), last]
    found.set(entry.corrects, { field, last, all })
  }
  return found
}
