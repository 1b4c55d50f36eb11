/** The tape of a report: from the log, never by hand. */
import type { Entry } from '#lib/incident/entries/table.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { kindNames, statusNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'
import type { TapeInput, TapeMarkInput, TapePhaseInput } from '#lib/time/tape.ts'
import type { Report } from './model.ts'
import { endOf as endMoment, type LogRecord } from './record.ts'
import { isChange } from './solution.ts'

/** Above this, decisions are no longer drawn one by one. */
const KEY_DECISIONS = 6
const LONGEST_NAME = 12

/** The tape from before the impact to the end; to `now` while it is not resolved. */
export function tapeOf(record: LogRecord, now: Instant): Report['tape'] {
  const { moments, reportedAt, incident } = record
  const nowMs = Date.parse(now)
  const end = endOf(record, nowMs)
  const marks = marksOf(record).filter((mark) => mark.at <= end)
  const started = moments.impactStarted ? Date.parse(moments.impactStarted.at) : null
  const first = Math.min(
    Date.parse(reportedAt),
    started ?? Number.POSITIVE_INFINITY,
    ...marks.map((mark) => mark.at),
  )
  const room = Math.max(60_000, (end - first) * 0.03)
  const isOver = endMoment(record) !== null
  return {
    from: first - room,
    to: end + (isOver ? room : room / 2),
    ...(isOver ? {} : { now: nowMs }),
    ...impactOf(record, now),
    phases: incident.statuses.flatMap((span, index): TapePhaseInput[] => {
      const from = Date.parse(span.from)
      const next = incident.statuses[index + 1]
      const to = next ? Date.parse(next.from) : isOver ? from : nowMs
      if (to <= from || from >= end) return []
      return [
        {
          name: statusNames[span.status],
          from,
          to: Math.min(to, end),
          ...(next || isOver ? {} : { live: true }),
        },
      ]
    }),
    marks,
    timeZone: record.clock.zone,
  }
}

/** Paperwork may close an incident days later: the tape then ends soon after the resolution. */
function endOf({ moments, reportedAt }: LogRecord, now: number): number {
  const { resolved, closed } = moments
  if (!resolved) return moments.setAside ? Date.parse(moments.setAside.at) : now
  const [from, over] = [Date.parse(moments.impactStarted?.at ?? reportedAt), Date.parse(resolved.at)]
  const shut = closed ? Date.parse(closed.at) : over
  return shut - over > Math.max(over - from, 600_000) ? over : shut
}

function impactOf({ moments }: LogRecord, now: Instant): Pick<TapeInput, 'impact'> {
  const { impactStarted, mitigated, resolved, setAside } = moments
  const end = mitigated ?? resolved
  // How long it lasted is not known of an incident that was set aside before that.
  if (!impactStarted || (setAside && !end)) return {}
  const to = end?.at ?? now
  if (to <= impactStarted.at) return {}
  const label = `Impact ${durationBetween(impactStarted.at, to)}`
  return { impact: { from: Date.parse(impactStarted.at), to: Date.parse(to), label } }
}

function marksOf(record: LogRecord): TapeMarkInput[] {
  const { moments } = record
  const decisions = record.entries.filter(
    (entry) => entry.type === 'logged' && entry.payload.kind === 'decision',
  )
  const mark = (moment: { at: Instant } | null, label: string, key: boolean): TapeMarkInput[] =>
    moment ? [{ at: Date.parse(moment.at), label, key }] : []
  return [
    ...mark(moments.reported, 'Reported', true),
    ...mark(moments.answered, 'First answer', false),
    ...record.entries
      .filter(({ seq }) => !record.takenBack.has(seq))
      .flatMap((entry) => markOf(entry, decisions.length <= KEY_DECISIONS)),
    ...mark(moments.mitigated, 'Mitigated', true),
    ...mark(moments.resolved, 'Resolved', true),
    ...mark(moments.closed, 'Closed', true),
    ...mark(moments.setAside, statusNames[record.incident.status], true),
  ]
}

function markOf(entry: Entry, isKeyDecision: boolean): TapeMarkInput[] {
  const at = Date.parse(entry.occurredAt)
  if (entry.type === 'severity_changed') return [{ at, label: entry.payload.to }]
  if (!isChange(entry)) return []
  const { payload } = entry
  if (payload.kind === 'decision') return [{ at, label: 'Decision', key: isKeyDecision }]
  return [{ at, label: changeLabel(payload) }]
}

/**
 * "v847 deployed", "Migration", "Configuration change": the shortest that names it, and no name that
 * would fill the tape.
 */
function changeLabel(payload: Extract<Entry, { type: 'logged' }>['payload']): string {
  const { kind } = payload
  const names = kind === 'deploy' ? [payload.details.to, payload.details.service] : []
  const name = names.find((candidate) => candidate && candidate.length <= LONGEST_NAME)
  return name ? `${name} deployed` : kindNames[kind]
}
