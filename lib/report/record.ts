/** The log as the report reads it: corrections applied, and each milestone with the entry that it rests on. */
import { correctableField } from '#lib/incident/entries/correctable.ts'
import type { Entry, EntryOf } from '#lib/incident/entries/table.ts'
import { type IncidentView, type Instant, isLive } from '#lib/incident/incident.ts'
import { type ReportClock, reportClock } from './clock.ts'
import type { Evidence, Part, ReportBlock } from './model.ts'
import {
  findReopenings,
  findSetbacks,
  findTakenBack,
  type Moments,
  momentsOf,
  type Reopening,
  type Setback,
} from './moments.ts'

export type Correction = EntryOf<'entry_corrected'>
/** An answer before its question and its labels: blocks, and the numbers of the entries behind them. */
export type AnswerDraft = { blocks: ReportBlock[]; seqs: number[]; blank: boolean }

export type LogRecord = {
  incident: IncidentView
  entries: readonly Entry[]
  bySeq: ReadonlyMap<number, Entry>
  corrections: ReadonlyMap<number, Correction[]>
  clock: ReportClock
  reportedAt: Instant
  moments: Moments
  setbacks: Setback[]
  reopenings: Reopening[]
  /** Numbers of changes that were taken back. */
  takenBack: ReadonlySet<number>
  evidence: (seqs: Iterable<number>) => Evidence[]
}

/** `entries` is the whole log, in order; `incident` its fold. Throws when the log is empty. */
export function readRecord(incident: IncidentView, entries: readonly Entry[], zone: string): LogRecord {
  const first = entries[0]
  if (first?.type !== 'incident_reported') throw new Error(`The log of ${incident.ref} has no first entry`)
  const reportedAt = incident.milestones.reportedAt ?? first.occurredAt
  const clock = reportClock(zone, reportedAt)
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]))
  const setbacks = findSetbacks(incident)
  const reopenings = findReopenings(incident)
  return {
    incident,
    entries,
    bySeq,
    corrections: collectCorrections(entries, bySeq),
    clock,
    reportedAt,
    setbacks,
    reopenings,
    takenBack: findTakenBack(entries),
    moments: momentsOf(incident, entries, { setbacks, reopenings }),
    evidence: (seqs) => label(seqs, bySeq, clock),
  }
}

/** The words of an entry as they stand now: those of its last correction, else `said`. */
export function wordsOf(record: LogRecord, seq: number, said: string): string {
  return record.corrections.get(seq)?.at(-1)?.payload.text ?? said
}

/** "Corrected 14:51 by Priya Raman: Misread the graph", one for each correction of the entry. */
export function correctionNotes(record: LogRecord, seq: number): Part[][] {
  return (record.corrections.get(seq) ?? []).map((correction) => [
    'Corrected ',
    { at: correction.occurredAt, text: record.clock.short(correction.occurredAt) },
    ` by ${correction.actor.name}: ${withStop(correction.payload.reason)}`,
  ])
}

/** The entry and what corrects it: together the evidence for its words. */
export function withCorrections(record: LogRecord, seq: number): number[] {
  return [seq, ...(record.corrections.get(seq) ?? []).map((correction) => correction.seq)]
}

/** What "over" rests on: the resolution, the side exit, or the reopening that undid an end. */
export function endSeqs({ moments, reopenings }: LogRecord): number[] {
  return endOf({ moments })?.seqs ?? reopenings.slice(-1).map(({ seq }) => seq)
}

/** The resolution, or the side exit that the incident took; null while it is live. */
export function endOf({ moments }: Pick<LogRecord, 'moments'>) {
  return moments.resolved ?? moments.setAside
}

/** A sentence ends with a full stop, unless it ends with a mark of its own. */
export function withStop(text: string): string {
  const trimmed = text.trim()
  return trimmed === '' || /[.!?…:]["”’)]?$/.test(trimmed) ? trimmed : `${trimmed}.`
}

function collectCorrections(entries: readonly Entry[], bySeq: ReadonlyMap<number, Entry>) {
  const found = new Map<number, Correction[]>()
  for (const entry of entries) {
    if (entry.type !== 'entry_corrected' || entry.corrects === null) continue
    const target = bySeq.get(entry.corrects)
    if (!target || correctableField(target) !== entry.payload.field) continue
    found.set(target.seq, [...(found.get(target.seq) ?? []), entry])
  }
  return found
}

const nouns: Record<Entry['type'], string> = {
  incident_reported: 'report',
  acknowledged: 'ack',
  role_taken: 'role',
  role_assigned: 'role',
  role_released: 'role',
  command_offered: 'offer',
  command_accepted: 'hand-over',
  command_declined: 'declined',
  severity_changed: 'severity',
  status_changed: 'status',
  impact_described: 'impact',
  fact_stated: 'fact',
  solution_stated: 'solution',
  link_added: 'link',
  logged: 'note',
  entry_corrected: 'correction',
  topic_changed: 'topic',
  entry_pinned: 'pin',
  entry_unpinned: 'pin',
  label_added: 'label',
  label_removed: 'label',
  milestone_set: 'milestone',
  change_undone: 'taken back',
  merged_into: 'merged',
  merged_from: 'merged',
  commander_nudged: 'nudge',
  command_taken_over: 'take-over',
  command_offer_lapsed: 'lapsed',
  entry_redacted: 'redaction',
  file_attached: 'file',
  report_drafted: 'draft',
  report_version_saved: 'version',
  report_approved: 'approval',
  report_sent: 'report sent',
  post_mortem_drafted: 'post-mortem',
  post_mortem_version_saved: 'post-mortem',
  post_mortem_assigned: 'post-mortem',
  post_mortem_reviewed: 'post-mortem',
  post_mortem_published: 'post-mortem',
  post_mortem_attached: 'post-mortem',
  post_mortem_waived: 'post-mortem',
  post_mortem_sent: 'post-mortem',
  update_drafted: 'draft',
  update_returned: 'returned',
  update_published: 'update',
  update_nudged: 'reminder',
  update_overdue: 'overdue',
  documents_shared: 'shared',
}

/** In the order of the log, each once. */
function label(seqs: Iterable<number>, bySeq: ReadonlyMap<number, Entry>, clock: ReportClock): Evidence[] {
  return [...new Set(seqs)]
    .sort((a, b) => a - b)
    .flatMap((seq) => {
      const entry = bySeq.get(seq)
      return entry ? [{ seq, label: `${clock.short(entry.occurredAt)} ${nounOf(entry)}` }] : []
    })
}

function nounOf(entry: Entry): string {
  if (entry.type === 'logged') return entry.payload.kind
  if (entry.type === 'status_changed') {
    const { from, to } = entry.payload
    return isLive({ status: to }) && !isLive({ status: from }) ? 'reopened' : to
  }
  if (entry.type === 'fact_stated') return entry.payload.fact === 'cause' ? 'cause' : 'state'
  return nouns[entry.type]
}
