/** What the log's lines say about an entry, besides what somebody wrote. Pure. */
import type { Corrections } from '#components/incident/log/corrections.ts'
import type { Entry, EntryOf } from '#lib/incident/entries/table.ts'
import type { Answer, Instant } from '#lib/incident/incident.ts'
import { kindNames, outcomeNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'

/** The words that an entry carries as they stand now, and as they were before any correction. */
export function wordsOf(
  entry: Entry,
  corrections: Corrections | null | undefined,
): { now: string; was: string | null } {
  const was = ownWords(entry)
  return corrections ? { now: corrections.last.text, was } : { now: was ?? '', was: null }
}

function ownWords(entry: Entry): string | null {
  if (entry.type === 'logged' || entry.type === 'fact_stated') return entry.payload.text
  if (entry.type === 'incident_reported') return entry.payload.reported
  if (entry.type === 'file_attached') return entry.payload.text
  return entry.type === 'solution_stated' ? entry.payload.solution : null
}

/** The heading of something logged: "Deploy rolled back", "Decision", null for a note. */
export function kindWords(payload: EntryOf<'logged'>['payload']): string | null {
  if (payload.kind === 'note') return null
  const name = kindNames[payload.kind]
  const outcome =
    payload.kind === 'deploy' || payload.kind === 'migration' ? payload.details.outcome : undefined
  return outcome ? `${name} ${outcomeNames[outcome]}` : name
}

/** "web v846 to v847" in its parts, or null when nothing was named. */
export function changeParts(payload: EntryOf<'logged'>['payload']): { before: string; after: string } | null {
  if (payload.kind === 'migration') {
    const { name } = payload.details
    return name ? { before: name, after: '' } : null
  }
  if (payload.kind !== 'deploy') return null
  const { service = '', from = '', to = '' } = payload.details
  const before = [service, from].filter(Boolean).join(' ')
  return before || to ? { before, after: to } : null
}

/** How long a change took, null while nobody said when it ended. */
export function changeDuration(entry: EntryOf<'logged'>): { endedAt: Instant; took: string } | null {
  const { payload } = entry
  if (payload.kind !== 'deploy' && payload.kind !== 'migration') return null
  const { endedAt } = payload.details
  return endedAt ? { endedAt, took: durationBetween(entry.occurredAt, endedAt) } : null
}

/** An answer as the log prints it; empty when nothing was said. */
export function answerWords(answer: Answer): string {
  if (answer === null) return ''
  return 'text' in answer ? answer.text : 'Not yet known'
}
