/**
 * Updates that told those outside more than the log bears out: that it is over while it went on, that it is fixed
 * before it was. People publish a little before or after they move the status, so ten minutes contradict nothing.
 */
import { minutesLater } from '#lib/incident/clock.ts'
import type { EntryOf } from '#lib/incident/entries/table.ts'
import { isLive } from '#lib/incident/incident.ts'
import type { LogRecord } from './record.ts'

const graceMinutes = 10

type Published = EntryOf<'update_published'>

/** By the number of the question, a sentence for each such update. */
export function aheadOfTheLog(record: LogRecord): [number, string][] {
  return record.entries.flatMap((entry): [number, string][] => {
    if (entry.type !== 'update_published') return []
    if (entry.payload.state === 'over') return tooSoonOver(record, entry)
    return entry.payload.state === 'fixed_watching' ? tooSoonFixed(record, entry) : []
  })
}

/** It was live then, and went on for longer than it takes to say that it ended. */
function tooSoonOver(record: LogRecord, entry: Published): [number, string][] {
  const { incident, clock } = record
  if (isPutRight(record, entry)) return []
  const at = entry.recordedAt
  const then = incident.statuses.findLast(({ from }) => from <= at)
  if (!then || !isLive(then)) return []
  const end = incident.statuses.find((span) => span.from > at && !isLive(span))
  const grace = minutesLater(at, graceMinutes)
  if ((end?.from ?? record.entries.at(-1)?.recordedAt ?? at) <= grace) return []
  const rest = end ? `though it went on until ${clock.short(end.from)}` : 'though it goes on'
  return [[3, `${saidAt(clock, entry)} that it is over, ${rest}.`]]
}

/** Whether those outside were told that it was not: by a correction of this update, or of one that corrected it. */
function isPutRight({ entries }: Pick<LogRecord, 'entries'>, { seq }: Published): boolean {
  return entries.some(
    (other) =>
      other.type === 'update_published' &&
      other.seq > seq &&
      other.payload.corrects?.seq === seq &&
      (other.payload.state !== 'over' || isPutRight({ entries }, other)),
  )
}

/** Only where the log says when it was fixed: many teams never do. */
function tooSoonFixed({ moments, setbacks, clock }: LogRecord, entry: Published): [number, string][] {
  const { mitigated } = moments
  if (!mitigated) return []
  const fixes = [mitigated.at, ...setbacks.map(({ fixedAt }) => fixedAt)].sort()
  const [first] = fixes
  if (!first || first <= minutesLater(entry.recordedAt, graceMinutes)) return []
  return [[6, `${saidAt(clock, entry)} that it is fixed, though that was so only at ${clock.short(first)}.`]]
}

function saidAt(clock: LogRecord['clock'], { payload, recordedAt }: Published): string {
  return `Update ${payload.number} said ${clock.shortOn(recordedAt)}`
}
