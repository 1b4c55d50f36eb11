/** The key moments of the log for reading: by the time at which they happened, late ones marked. */
import { inOrder } from '#lib/incident/entries/order.ts'
import type { Entry, EntryOf } from '#lib/incident/entries/table.ts'
import { type Answer, isLive } from '#lib/incident/incident.ts'
import { updateStateNames } from '#lib/incident/public-updates.ts'
import { kindNames, milestoneWords, statusNames } from '#lib/incident/words.ts'
import { plainText } from '#lib/markdown/model.ts'
import { formatElapsed } from '#lib/time/duration.ts'
import { formatClockTime, formatDay, isSameDay } from '#lib/time/format.ts'
import type { TimelineRow } from './model.ts'
import { type LogRecord, withStop, wordsOf } from './record.ts'
import { factsOf } from './solution.ts'
import { overdueWords } from './updates.ts'

type Told = { lead?: string; text?: string; body?: string; key?: boolean }

/**
 * Notes, links, labels, offers, corrections, and changes that were taken back stay in the log: what they changed is
 * told where it stands.
 */
export function timelineOf(record: LogRecord): { rows: TimelineRow[]; late: string | null } {
  const { clock, reportedAt } = record
  const rows: TimelineRow[] = []
  let shown = reportedAt
  for (const entry of inOrder(record.entries)) {
    const told = record.takenBack.has(entry.seq) ? null : tell(record, entry)
    if (!told) continue
    const { occurredAt: at } = entry
    const isNewDay = !isSameDay(at, shown, clock.zone)
    shown = at
    rows.push({
      seq: entry.seq,
      at,
      time: formatClockTime(at, clock.zone),
      day: isNewDay ? formatDay(at, clock.zone, reportedAt) : null,
      elapsed: formatElapsed(at, reportedAt),
      lead: told.lead ?? null,
      text: told.text ?? '',
      body: told.body ?? null,
      late: clock.late(at, entry.recordedAt),
      key: told.key ?? false,
    })
  }
  if (rows.length < 3 || rows.some((row) => row.late === null)) return { rows, late: null }
  const first = record.entries[0]
  const later = first ? clock.late(first.occurredAt, first.recordedAt) : null
  return {
    rows: rows.map((row) => ({ ...row, late: null })),
    late: `The whole log was written down afterwards${later ? `, its first entry ${later}` : ''}.`,
  }
}

function tell(record: LogRecord, entry: Entry): Told | null {
  switch (entry.type) {
    case 'incident_reported':
      return {
        text: `Reported by ${entry.payload.reportedBy}, ${entry.payload.source}. ${entry.payload.severity}`,
        key: true,
      }
    case 'acknowledged':
    case 'command_accepted':
      return { text: entry.sentence }
    case 'role_taken':
    case 'role_assigned':
    case 'role_released':
      return { text: entry.sentence, key: entry.payload.role === 'commander' }
    case 'severity_changed': {
      const { from, to, reason } = entry.payload
      return {
        text: because(`${entry.actor.name} ${to < from ? 'raised' : 'lowered'} ${from} to ${to}`, reason),
        key: true,
      }
    }
    case 'topic_changed':
      return { lead: 'Topic', text: entry.payload.to }
    case 'milestone_set':
      return { text: milestoneText(record, entry) }
    case 'command_taken_over':
      return { text: because(entry.sentence, entry.payload.reason), key: true }
    case 'merged_into':
      return { text: because(entry.sentence, entry.payload.reason), key: true }
    case 'merged_from':
      return { text: `${entry.sentence}: ${entry.payload.source.topic}`, key: true }
    case 'status_changed': {
      // The line before it says where it went on.
      if (entry.payload.to === 'merged') return null
      // The first answer moves the status by itself; the line before it says who answered.
      if (entry.actor.kind === 'system') return null
      const { from, to, reason } = entry.payload
      const word = isLive({ status: to }) && !isLive({ status: from }) ? 'Reopened' : statusNames[to]
      return { text: because(`${word}, ${entry.actor.name}`, reason), key: true }
    }
    case 'impact_described': {
      const { who, how, startedAt } = entry.payload
      const began = startedAt ? `It began ${record.clock.shortOn(startedAt)}.` : ''
      const text = [began, said(who), said(how), unknown(who, how)].filter(Boolean).join(' ')
      return text === '' ? null : { lead: 'Impact', text }
    }
    case 'fact_stated':
      return {
        lead: entry.payload.fact === 'cause' ? 'Cause' : 'Now',
        body: wordsOf(record, entry.seq, entry.payload.text),
      }
    case 'solution_stated':
      return { lead: 'Solution', body: wordsOf(record, entry.seq, entry.payload.solution), key: true }
    case 'logged': {
      if (entry.payload.kind === 'note') return null
      const text = withStop(factsOf(record, entry).join(', '))
      return {
        lead: kindNames[entry.payload.kind],
        body: wordsOf(record, entry.seq, entry.payload.text),
        text,
        key: entry.payload.kind === 'decision',
      }
    }
    case 'file_attached': {
      const { alt, text } = entry.payload
      return {
        lead: 'File',
        text: [withStop(entry.sentence), alt && withStop(alt), text].filter(Boolean).join(' '),
      }
    }
    case 'update_published':
      return updateMoment(entry)
    case 'update_overdue':
      return { text: overdueWords(record.clock, entry.payload) }
    // What became of the documents, and whatever types come after this was written, is no moment of the incident.
    default:
      return null
  }
}

/** "Update 2. Cause found. We are reversing a change." */
function updateMoment({ payload, redacted }: EntryOf<'update_published'>): Told {
  const words = redacted ? 'Its words were taken out.' : withStop(payload.headline)
  return { lead: `Update ${payload.number}`, text: `${updateStateNames[payload.state]}. ${words}`, key: true }
}

function milestoneText({ clock }: LogRecord, { actor, payload }: EntryOf<'milestone_set'>): string {
  const { milestone, to, reason } = payload
  const value = to === null ? 'marked as unknown' : `set to ${clock.short(to)}`
  return because(`“${milestoneWords[milestone]}” ${value} by ${actor.name}`, reason)
}

function because(text: string, reason: string | null): string {
  return reason ? `${text}. ${withStop(reason)}` : text
}

function said(answer: Answer | undefined): string {
  if (!answer) return ''
  return 'text' in answer ? withStop(plainText(answer.text)) : ''
}

/** "Who was impacted is not yet known.", where somebody said just that. */
function unknown(who: Answer | undefined, how: Answer | undefined): string {
  const isUnknown = (answer: Answer | undefined) => answer && 'notYetKnown' in answer
  if (isUnknown(who) && isUnknown(how)) return 'Who was impacted and how are not yet known.'
  if (isUnknown(who)) return 'Who was impacted is not yet known.'
  return isUnknown(how) ? 'How they were impacted is not yet known.' : ''
}
