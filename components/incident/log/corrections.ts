import type { Entry } from '#lib/incident/entries/table.ts'
import type { Instant } from '#lib/incident/incident.ts'

export type Correction = { seq: number; at: Instant; by: string; text: string; reason: string }
/** All corrections of one entry, oldest first; the last one is what stands now. */
export type Corrections = { field: string; last: Correction; all: Correction[] }

type Mark = { at: Instant; by: string; reason: string | null }
/** What later entries did to one: its words were corrected, taken out, or what it changed was taken back. */
export type Amended = {
  corrections: Corrections | null
  redacted: Mark | null
  undone: Mark | null
  /** The later public update that puts this one right. */
  righted?: { seq: number; number: number }
}

/** What has been amended, by the number of the amended entry. `entries` ascend; one may come twice. */
export function amendmentsOf(entries: readonly Entry[]): Map<number, Amended> {
  const found = new Map<number, Amended>()
  for (const entry of entries) {
    const amended = entry.type === 'update_published' ? entry.payload.corrects?.seq : entry.corrects
    if (amended == null) continue
    const before = found.get(amended) ?? { corrections: null, redacted: null, undone: null }
    const after = amend(before, entry)
    if (after) found.set(amended, after)
  }
  return found
}

function amend(before: Amended, entry: Entry): Amended | null {
  const mark = { at: entry.recordedAt, by: entry.actor.name }
  if (entry.type === 'entry_redacted') {
    return { ...before, redacted: { ...mark, reason: entry.payload.reason } }
  }
  if (entry.type === 'update_published') {
    return { ...before, righted: { seq: entry.seq, number: entry.payload.number } }
  }
  if (entry.type === 'change_undone') return { ...before, undone: { ...mark, reason: null } }
  if (entry.type !== 'entry_corrected') return null
  const { text, reason, field } = entry.payload
  const last = { ...mark, seq: entry.seq, text, reason }
  const all = (before.corrections?.all ?? []).filter(({ seq }) => seq !== entry.seq)
  return { ...before, corrections: { field, last, all: [...all, last] } }
}

/** The corrections of words alone, by the number of the corrected entry. */
export function correctionsOf(entries: readonly Entry[]): Map<number, Corrections> {
  const amendments = [...amendmentsOf(entries)]
  return new Map(amendments.flatMap(([seq, { corrections }]) => (corrections ? [[seq, corrections]] : [])))
}
