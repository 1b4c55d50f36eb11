/** The eight answers (DOMAIN §5), each with the entries that it rests on. */
import { secondsBetween } from '#lib/incident/clock.ts'
import type { Status } from '#lib/incident/incident.ts'
import { statusNames } from '#lib/incident/words.ts'
import { parseMarkdown } from '#lib/markdown/model.ts'
import { durationBetween, formatDuration } from '#lib/time/duration.ts'
import { formatDate, zoneAbbreviation } from '#lib/time/format.ts'
import { isBlank } from './blank.ts'
import type { Part, ReportAnswer, ReportBlock } from './model.ts'
import { lastBreak, type Moment } from './moments.ts'
import { answerPeople } from './people.ts'
import {
  type AnswerDraft,
  correctionNotes,
  type LogRecord,
  withCorrections,
  withStop,
  wordsOf,
} from './record.ts'
import { answerResponse } from './response.ts'
import { answerSolution } from './solution.ts'

const questions: [string, (record: LogRecord) => AnswerDraft][] = [
  ['What was the incident that was reported?', answerReported],
  ['What time was it reported?', answerReportedAt],
  ['What time was it closed?', answerClosed],
  ['What was the response time?', answerResponse],
  ['Who played a role?', answerPeople],
  ['What was the solution?', answerSolution],
  ['Who did it impact?', (record) => answerImpact(record, 'who')],
  ['How were they impacted?', answerHow],
]

/** The eight answers in their order. */
export function answerAll(record: LogRecord): ReportAnswer[] {
  return questions.map(([question, answer], index) => {
    const { blocks, seqs, blank } = answer(record)
    return { number: index + 1, question, blocks, evidence: record.evidence(seqs), blank, edited: false }
  })
}

/** 1: the reporter's own words, and whose they are. */
function answerReported(record: LogRecord): AnswerDraft {
  const [first] = record.entries
  if (first?.type !== 'incident_reported') return { blocks: [], seqs: [], blank: true }
  const { reported, reportedBy, source } = first.payload
  const words = wordsOf(record, first.seq, reported)
  const merged = alsoReported(record)
  // "Hanna Petrov, Finance" is Hanna Petrov.
  const entered = reportedBy.includes(first.actor.name) ? '' : ` Entered by ${first.actor.name}.`
  return {
    blocks: [
      isBlank(words) ? sentence('What was reported is not in the log.') : quote(words),
      { type: 'sentence', parts: [`Reported by ${reportedBy}, ${withStop(source)}${entered}`] },
      ...notes(correctionNotes(record, first.seq)),
      ...notes(merged.map(({ parts }) => parts)),
    ],
    seqs: [...withCorrections(record, first.seq), ...merged.map(({ seq }) => seq)],
    blank: isBlank(words),
  }
}

/** "Also reported as INC-9, Cannot pay. Merged into this one at 14:30:00." */
function alsoReported({ entries, clock }: LogRecord): { seq: number; parts: Part[] }[] {
  return entries.flatMap((entry) => {
    if (entry.type !== 'merged_from') return []
    const { ref, topic } = entry.payload.source
    const at = clock.on(entry.occurredAt)
    return [
      {
        seq: entry.seq,
        parts: [`Also reported as ${ref}, ${withStop(topic)} Merged into this one `, ...at, '.'],
      },
    ]
  })
}

/** Marks go around one paragraph that brings none of its own; longer words stand as they are. */
function quote(text: string): ReportBlock {
  const [first, ...others] = parseMarkdown(text)
  const isShort = first?.type === 'paragraph' && others.length === 0
  return { type: 'quote', text, marks: isShort && !/^\s*["'“„«‘”]/.test(text) }
}

/** 2: the clock's start, and how long the impact had lasted by then. */
function answerReportedAt(record: LogRecord): AnswerDraft {
  const { clock, reportedAt, moments, entries } = record
  const started = moments.impactStarted
  const letters = zoneAbbreviation(reportedAt, clock.zone)
  const late = entries[0] ? clock.late(entries[0].occurredAt, entries[0].recordedAt) : null
  return {
    blocks: [
      sentence(
        `${formatDate(reportedAt, clock.zone)} at `,
        clock.exact(reportedAt),
        ` ${letters}${late ? `, ${late}` : ''}.`,
        ...(started ? begun(record, started.at) : []),
      ),
    ],
    seqs: [...(moments.reported?.seqs ?? [1]), ...(started?.seqs ?? [])],
    blank: false,
  }
}

function begun({ clock, reportedAt }: LogRecord, at: string): Part[] {
  if (at === reportedAt) return [' The impact began at the same time.']
  return [' The impact had begun ', ...clock.claimedOn(at), `, ${durationBetween(at, reportedAt)} before.`]
}

/** 3: mitigated, resolved and closed, or "not yet"; fixes that did not hold are told. */
function answerClosed(record: LogRecord): AnswerDraft {
  const { clock, incident, moments, setbacks, reopenings } = record
  const { mitigated, resolved, closed } = moments
  const reopened = reopenings.map(({ resolvedAt, closedAt, reopenedAt, seq }) =>
    sentence(
      'Resolved ',
      ...clock.on(resolvedAt),
      ...(closedAt ? [', closed ', ...clock.on(closedAt)] : []),
      ' and reopened ',
      ...clock.on(reopenedAt),
      `.${because(record, seq)}`,
    ),
  )
  const failed = setbacks.map(({ fixedAt, brokeAt, seq }) =>
    sentence(
      'A fix of ',
      clock.exact(fixedAt),
      ' did not hold. The work went on at ',
      clock.exactUntil(brokeAt, fixedAt),
      `.${because(record, seq)}`,
    ),
  )
  const fixed: Part[] = mitigated ? ['Mitigated ', ...clock.on(mitigated.at), '. '] : []
  const seqs = [
    ...setbacks.flatMap(({ seq, fixSeq }) => [seq, fixSeq]),
    ...reopenings.flatMap((each) => [each.seq, ...each.seqs]),
    ...(mitigated?.seqs ?? []),
  ]
  const before = [...failed, ...reopened]
  if (moments.setAside) return setAside(record, moments.setAside, { before, seqs })
  if (!resolved && !closed) {
    const since = statusSince(record)
    const isWatched = incident.status === 'monitoring' && mitigated?.at === since
    const state: Part[] = [`${sinceWords(incident.status)} `, clock.exact(since), '.']
    const watched: Part[] = ['Mitigated ', ...clock.on(since), ', and watched since.']
    const parts = ['Not yet. ', ...(isWatched ? watched : [...fixed, ...state])]
    return {
      blocks: [...before, { type: 'sentence', parts }],
      seqs: [...seqs, incident.sources.status?.seq ?? 1],
      blank: true,
    }
  }
  const end: Part[] = resolved
    ? [
        'Resolved ',
        ...clock.on(resolved.at),
        `, ${durationBetween(record.reportedAt, resolved.at)} after the report. `,
      ]
    : ['When it was resolved is not in the log. ']
  const shut: Part[] = closed ? ['Closed ', ...clock.on(closed.at), '.'] : ['Not yet closed.']
  return {
    blocks: [...before, { type: 'sentence', parts: [...fixed, ...end, ...shut] }],
    seqs: [
      ...seqs,
      ...(resolved ? [...(moments.reported?.seqs ?? [1]), ...resolved.seqs] : []),
      ...(closed?.seqs ?? []),
    ],
    blank: false,
  }
}

/** 3, for an incident that left the course: when, where to, and why. */
function setAside(
  record: LogRecord,
  { at, seqs }: Moment,
  told: { before: ReportBlock[]; seqs: number[] },
): AnswerDraft {
  const { clock, entries, incident } = record
  const merge = entries.findLast((entry) => entry.type === 'merged_into')
  const last = incident.statuses.at(-1)
  const end =
    merge && incident.mergedInto
      ? ['Merged into ', `${incident.mergedInto.ref}, ${merge.payload.target.topic}, `, ...clock.on(at)]
      : [`${statusNames[incident.status]} `, ...clock.on(at)]
  return {
    blocks: [...told.before, sentence(...end, `.${last ? because(record, last.seq) : ''}`)],
    seqs: [...told.seqs, ...seqs],
    blank: false,
  }
}

/** " The lock is back.", the reason that a change of status gives; nothing when it gives none. */
function because({ bySeq }: LogRecord, seq: number): string {
  const entry = bySeq.get(seq)
  const reason = entry?.type === 'status_changed' ? entry.payload.reason : null
  return reason ? ` ${withStop(reason)}` : ''
}

/** 7 and the words of 8: what was said of the impact, last. */
function answerImpact(record: LogRecord, side: 'who' | 'how'): AnswerDraft {
  const answer = record.incident.impact[side]
  const source = record.incident.sources[side]
  const seqs = source ? [source.seq] : []
  const text = answer && 'text' in answer ? answer.text.trim() : ''
  if (!isBlank(text)) return { blocks: [{ type: 'words', text }], seqs, blank: false }
  if (text !== '')
    return { blocks: [sentence(withStop(`Not yet known. The log says “${text}”`))], seqs, blank: true }
  return {
    blocks: [sentence(answer ? 'Not yet known.' : 'Not yet known. Nobody has said.')],
    seqs,
    blank: true,
  }
}

/** 8: how, and for how long. */
function answerHow(record: LogRecord): AnswerDraft {
  const said = answerImpact(record, 'how')
  const { clock, moments } = record
  const { impactStarted: started, mitigated, resolved } = moments
  if (!started) {
    return {
      ...said,
      blocks: [...said.blocks, { type: 'note', parts: ['When the impact began is not in the log.'] }],
    }
  }
  const end = mitigated ?? resolved
  if (!end && moments.setAside)
    return { ...said, seqs: [...said.seqs, ...started.seqs, ...moments.setAside.seqs] }
  const parts: Part[] = end
    ? [
        'Impact from ',
        clock.claimed(started.at),
        ` until ${mitigated ? 'mitigated' : 'resolved'} `,
        ...clock.on(end.at),
        `, ${durationBetween(started.at, end.at)}.${thoughtOver(record, end.at)}`,
      ]
    : ['Impact since ', clock.claimed(started.at), ', not over yet.']
  return {
    blocks: [...said.blocks, { type: 'sentence', parts }],
    seqs: [
      ...said.seqs,
      ...started.seqs,
      ...(end?.seqs ?? []),
      ...lastBreak(record),
      ...record.reopenings.flatMap(({ seq, seqs }) => [seq, ...seqs.slice(0, 1)]),
    ],
    blank: said.blank,
  }
}

/** What lay between an end and its reopening: nobody knows whether the impact went on. */
function thoughtOver({ reopenings }: LogRecord, until: string): string {
  const seconds = reopenings
    .filter(({ reopenedAt }) => reopenedAt <= until)
    .reduce((sum, { resolvedAt, reopenedAt }) => sum + (secondsBetween(resolvedAt, reopenedAt) ?? 0), 0)
  return seconds < 1 ? '' : ` For ${formatDuration(seconds)} of these it was taken for resolved.`
}

function sinceWords(status: Status): string {
  return status === 'reported' ? 'Reported, and nobody has answered, since' : `${statusNames[status]} since`
}

function statusSince({ incident, reportedAt }: LogRecord): string {
  return incident.statuses.at(-1)?.from ?? reportedAt
}

function sentence(...parts: Part[]): ReportBlock {
  return { type: 'sentence', parts }
}

function notes(list: Part[][]): ReportBlock[] {
  return list.map((parts) => ({ type: 'note', parts }))
}
