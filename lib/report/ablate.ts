/** For tests: a log with one entry gone, or with one entry's words gone. */
import type { Entry, StoredEntry } from '#lib/incident/entries/table.ts'
import { sign } from './fixture.ts'

/** The log without entry `seq`. */
export function without(entries: readonly Entry[], seq: number): Entry[] {
  return entries.filter((entry) => entry.seq !== seq)
}

/** The log with the words of entry `seq` blanked. */
export function blanked(entries: readonly Entry[], seq: number): Entry[] {
  return entries.map((entry) => (entry.seq === seq ? sign(wordless(entry)) : entry))
}

function wordless(entry: Entry): StoredEntry {
  switch (entry.type) {
    case 'incident_reported':
      return { ...entry, payload: { ...entry.payload, reported: '' } }
    case 'logged':
      return { ...entry, payload: { ...entry.payload, text: '' } }
    case 'entry_corrected':
      return { ...entry, payload: { ...entry.payload, text: '' } }
    case 'fact_stated':
      return { ...entry, payload: { ...entry.payload, text: '' } }
    case 'solution_stated':
      return { ...entry, payload: { solution: '' } }
    case 'impact_described': {
      const { who, how } = entry.payload
      return {
        ...entry,
        payload: {
          ...entry.payload,
          ...(who ? { who: { text: '' } } : {}),
          ...(how ? { how: { text: '' } } : {}),
        },
      }
    }
    default:
      return entry
  }
}
