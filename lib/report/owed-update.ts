/** Why nobody was told, where the log has no promise that was missed: which word was owed, and until when. Pure. */
import { firstUpdateMinutes } from '#lib/incident/cadence.ts'
import { type Entry, evolve } from '#lib/incident/entries/table.ts'
import type { Incident, Instant } from '#lib/incident/incident.ts'
import type { Part } from './model.ts'
import { endOf, type LogRecord } from './record.ts'

/** A sentence, and the entries that it rests on. */
export type Note = { parts: Part[]; seqs: number[] }

/** Of a log in which no update was published, none is missed, and none is waited for. */
export function whyNobodyWasTold(record: LogRecord): Note[] {
  const { incident, clock } = record
  const seqs = incident.severities.map(({ seq }) => seq)
  const isOwing = incident.severities.some(({ severity }) => firstUpdateMinutes[severity] !== null)
  if (!isOwing) return [{ parts: ['A SEV3 owes no update.'], seqs }]
  const owed = owedIn(record)
  // No timer ran where the log was written: before there were promises, or elsewhere.
  const due = owed.find(({ dueAt, until }) => dueAt < until.occurredAt)
  if (due) {
    const parts = ['The first update was due by ', clock.claimed(due.dueAt), ' and is not in the log.']
    return [{ parts, seqs: [due.seq, due.until.seq] }]
  }
  const last = owed.at(-1)?.until
  if (last?.type === 'severity_changed') {
    const parts = [`It was lowered to ${last.payload.to} before a first update was due.`]
    return [{ parts, seqs: [...seqs, last.seq] }]
  }
  const end = endOf(record)
  if (!last || !end) return []
  return [{ parts: ['It was over before a first update was due.'], seqs: [...seqs, ...end.seqs] }]
}

/** A word that the severity promised, the entry that the promise rests on, and the one that took it away. */
type Owed = { dueAt: Instant; seq: number; until: Entry }

/** Every one that ever was, in order. What was taken back has promised nothing. */
function owedIn({ entries, takenBack }: LogRecord): Owed[] {
  const owed: Owed[] = []
  let state: Incident | null = null
  for (const entry of entries) {
    if (entry.type === 'change_undone' || (isChange(entry) && takenBack.has(entry.seq))) continue
    const before: Incident | null = state
    state = evolve(before, entry)
    const promise = before?.updates.promise
    if (promise && state.updates.promise?.dueAt !== promise.dueAt) {
      owed.push({ dueAt: promise.dueAt, seq: promise.seq, until: entry })
    }
  }
  return owed
}

/** A log that somebody else wrote may take back more; that it was reported stays. */
function isChange({ type }: Entry): boolean {
  return type === 'severity_changed' || type === 'status_changed'
}
