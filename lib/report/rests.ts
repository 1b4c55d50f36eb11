/**
 * What an answer rests on besides the entries that it names: changes that were taken back, and milestones that were
 * set by hand, reach into every time. Where a log has any, the entries of the course are tried one by one: an answer
 * that would read differently without one rests on it.
 */
import { measure } from '#lib/incident/clock.ts'
import { type Entry, type EntryType, fold } from '#lib/incident/entries/table.ts'
import { answerAll } from './answers.ts'
import type { ReportAnswer } from './model.ts'
import { type LogRecord, readRecord } from './record.ts'

/** The types that move times and statuses. */
const course: readonly EntryType[] = [
  'acknowledged',
  'role_taken',
  'role_assigned',
  'command_accepted',
  'command_taken_over',
  'severity_changed',
  'status_changed',
  'impact_described',
  'milestone_set',
  'change_undone',
]
/** What the answers read besides; entries of other types (notes, what became of the documents) are not tried. */
const told: readonly EntryType[] = [
  'incident_reported',
  'role_released',
  'fact_stated',
  'solution_stated',
  'entry_corrected',
  'merged_from',
  'merged_into',
]
const farReaching: readonly EntryType[] = ['milestone_set', 'change_undone']

/** The answers, each with the entries of the course that it rests on. */
export function withCourse(record: LogRecord, answers: ReportAnswer[]): ReportAnswer[] {
  const found = courseOf(record, (tried) => answerAll(tried).map(({ blocks }) => JSON.stringify(blocks)))
  return answers.map((answer, index) => ({
    ...answer,
    evidence: record.evidence([...answer.evidence.map(({ seq }) => seq), ...(found[index] ?? [])]),
  }))
}

/** For each text that `tell` makes of a log: the entries of the course without which it would read differently. */
export function courseOf(record: LogRecord, tell: (record: LogRecord) => string[]): ReadonlySet<number>[] {
  if (!record.entries.some(({ type }) => farReaching.includes(type))) return []
  const log = record.entries.filter(({ type }) => course.includes(type) || told.includes(type))
  const whole = tried(record, log, tell)
  const found = whole.map(() => new Set<number>())
  for (const entry of log) {
    if (!course.includes(entry.type)) continue
    const other = tried(
      record,
      log.filter((each) => each !== entry),
      tell,
    )
    for (const [index, seqs] of found.entries()) if (whole[index] !== other[index]) seqs.add(entry.seq)
  }
  return found
}

/** What is told when the log is only this. */
function tried(
  { incident, clock }: LogRecord,
  entries: readonly Entry[],
  tell: (record: LogRecord) => string[],
): string[] {
  const state = fold(entries)
  if (!state) return []
  const view = { ...state, headHash: incident.headHash, metrics: measure(state) }
  return tell(readRecord(view, entries, clock.zone))
}
