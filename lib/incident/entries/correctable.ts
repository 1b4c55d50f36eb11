import type { correctableFields } from './logged.ts'
import type { Entry } from './table.ts'

/** Which words of an entry can be corrected; null when it has none of its own. */
export function correctableField(entry: Entry): (typeof correctableFields)[number] | null {
  if (entry.type === 'logged') return 'text'
  if (entry.type === 'incident_reported') return 'reported'
  if (entry.type === 'solution_stated') return 'solution'
  if (entry.type === 'fact_stated') return entry.payload.fact
  return null
}
