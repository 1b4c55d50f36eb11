/** What stakeholders were told, and whether each word came when it was promised (DOMAIN §5). Pure. */
import type { EntryOf } from '#lib/incident/entries/table.ts'
import { type Instant, isLive, isReadOnly } from '#lib/incident/incident.ts'
import { type PromiseTally, tallied, updateStateNames } from '#lib/incident/public-updates.ts'
import { durationBetween, formatDuration } from '#lib/time/duration.ts'
import { formatClockTime, formatDay, isSameDay } from '#lib/time/format.ts'
import type { ReportClock } from './clock.ts'
import { type Part, promiseWords, type ReportUpdates, type ToldUpdate } from './model.ts'
import { type Note, whyNobodyWasTold } from './owed-update.ts'
import type { LogRecord } from './record.ts'

type Published = EntryOf<'update_published'>
type Overdue = EntryOf<'update_overdue'>

/** Every update with its promise; where there is none, that nobody was told, and what was owed. */
export function updatesOf(record: LogRecord): ReportUpdates {
  const published = record.entries.filter((entry): entry is Published => entry.type === 'update_published')
  const missed = neverCame(record, published)
  const tally = tallyOf(published, missed)
  const isUnexplained = published.length + missed.length === 0 && record.incident.updates.promise === null
  const notes = [
    ...missed.map((entry) => missedWords(record, entry)),
    ...waiting(record, published, missed),
    ...(isUnexplained ? whyNobodyWasTold(record) : []),
  ]
  return {
    title: published.findLast((entry) => !entry.redacted)?.payload.title ?? null,
    rows: rowsOf(record, published),
    line: published.length === 0 ? 'Nobody outside was told.' : promiseWords(tally),
    notes: notes.map(({ parts }) => parts),
    tally,
    evidence: record.evidence([
      ...published.map(({ seq }) => seq),
      ...record.entries.flatMap(({ type, seq }) => (type === 'update_overdue' ? [seq] : [])),
      ...notes.flatMap(({ seqs }) => seqs),
    ]),
  }
}

/** "The first update was due by 14:07 and had not gone out." */
export function overdueWords(clock: Pick<ReportClock, 'short'>, { kind, dueAt }: Overdue['payload']): string {
  const by = clock.short(dueAt)
  return kind === 'first'
    ? `The first update was due by ${by} and had not gone out.`
    : `The update promised by ${by} had not gone out.`
}

/** Promises that were missed and that no update answered. */
function neverCame({ entries }: LogRecord, published: readonly Published[]): Overdue[] {
  return entries.filter(
    (entry): entry is Overdue =>
      entry.type === 'update_overdue' &&
      !published.some(({ payload, seq }) => seq > entry.seq && payload.promisedAt === entry.payload.dueAt),
  )
}

function tallyOf(published: readonly Published[], missed: readonly Overdue[]): PromiseTally {
  const none: PromiseTally = { due: missed.length, kept: 0, worstSecondsLate: null }
  return published.reduce((tally, { payload: { promisedAt }, recordedAt }) => {
    return tallied(tally, promisedAt ? { dueAt: promisedAt, missed: null } : null, recordedAt)
  }, none)
}

function rowsOf(record: LogRecord, published: readonly Published[]): ToldUpdate[] {
  const { zone } = record.clock
  let shown = record.reportedAt
  return published.map((entry, index) => {
    const { payload, recordedAt: at, seq } = entry
    const isPromised = published[index - 1]?.payload.nextUpdateAt === payload.promisedAt
    const day = isSameDay(at, shown, zone) ? null : formatDay(at, zone, record.reportedAt)
    shown = at
    const withdrawn = entry.redacted === true
    return {
      number: payload.number,
      seq,
      at,
      time: formatClockTime(at, zone),
      day,
      state: updateStateNames[payload.state],
      headline: withdrawn ? '' : payload.headline,
      text: withdrawn ? '' : payload.text,
      promise: promiseOf(record, entry, isPromised),
      corrects: payload.corrects?.number ?? null,
      withdrawn,
    }
  })
}

/** "Due by 14:07:11, 4 min late" by the severity, "Promised by 14:30, kept" by the update before. */
function promiseOf(
  { clock }: LogRecord,
  { payload: { promisedAt: by }, recordedAt: at }: Published,
  isPromised: boolean,
): ToldUpdate['promise'] {
  if (by === null) return null
  const kept = at <= by
  const name = isPromised ? 'Promised by ' : 'Due by '
  return { by, kept, parts: [name, clock.claimed(by), kept ? ', kept' : `, ${late(by, at)} late`] }
}

/** At least a second: what is late was late. */
function late(by: Instant, at: Instant): string {
  return Date.parse(at) - Date.parse(by) < 1000 ? formatDuration(1) : durationBetween(by, at)
}

/** "The update promised by 14:40 never came."; of one that is still waited for, "has not come yet". */
function missedWords(
  { clock, incident, entries }: LogRecord,
  { payload: { kind, dueAt }, seq }: Overdue,
): Note {
  const isAwaited = incident.updates.promise?.missed === seq
  const name = kind === 'first' ? 'The first update was due by ' : 'The update promised by '
  const came = isAwaited ? 'has not come yet.' : 'never came.'
  const rest = kind === 'first' ? ` and ${came}` : ` ${came}`
  // From the end on nobody waits any more.
  const end = entries.find(
    (entry) => entry.seq > seq && entry.type === 'status_changed' && !isLive({ status: entry.payload.to }),
  )
  return { parts: [name, clock.claimed(dueAt), rest], seqs: [seq, ...(end && !isAwaited ? [end.seq] : [])] }
}

/** What those outside wait for now, or waited for when it was closed. */
function waiting(record: LogRecord, published: readonly Published[], missed: readonly Overdue[]): Note[] {
  const { incident, clock } = record
  const { promise } = incident.updates
  if (promise !== null) {
    if (promise.missed !== null) return []
    const name = promise.kind === 'first' ? 'The first update is due by ' : 'The next update is promised by '
    return [{ parts: [name, clock.claimed(promise.dueAt), '.'], seqs: [promise.seq] }]
  }
  const last = published.at(-1)
  const next = last?.payload.nextUpdateAt
  if (!last || !next || !isReadOnly(incident)) return []
  if (missed.some(({ payload }) => payload.dueAt === next)) return []
  const end = incident.statuses.at(-1)
  const parts: Part[] = ['The update promised by ', clock.claimed(next), ' had not come when it was ended.']
  return [{ parts, seqs: [last.seq, ...(end ? [end.seq] : [])] }]
}
