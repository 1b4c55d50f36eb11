/** What a section is begun with: blocks, the entries behind them, and what they share. */
import { redactedText } from '#lib/incident/entries/redact.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { isBlank } from '#lib/report/blank.ts'
import type { Part, Report, ReportAnswer, ReportBlock } from '#lib/report/model.ts'
import type { AnswerDraft, LogRecord } from '#lib/report/record.ts'
import { zoneAbbreviation } from '#lib/time/format.ts'

/** The log as it is read, and what the report makes of it. */
export type Begun = Pick<Report, 'headline' | 'answers' | 'keyTimes' | 'severityTimes'> & {
  record: LogRecord
}
export type PartDraft = AnswerDraft

export function sentence(...parts: Part[]): ReportBlock {
  return { type: 'sentence', parts }
}

export function note(...parts: Part[]): ReportBlock {
  return { type: 'note', parts }
}

/** The words, or null when they say nothing or were taken out of the log. */
export function said(text: string | null | undefined): string | null {
  return text === null || text === undefined || isBlank(text) || text.trim() === redactedText
    ? null
    : text.trim()
}

export function answerOf({ answers }: Begun, number: number): ReportAnswer {
  const answer = answers[number - 1]
  if (!answer) throw new RangeError(`A report has no answer ${number}`)
  return answer
}

export function seqsOf({ evidence }: Pick<ReportAnswer, 'evidence'>): number[] {
  return evidence.map(({ seq }) => seq)
}

/** "at 14:02:11 CEST": in a post-mortem a time names its zone in the sentence, as people are asked to do. */
export function onZoned({ clock }: LogRecord, at: Instant): Part[] {
  return zonedParts(clock.zone, clock.on(at))
}

/**
 * A block of an answer without words that were taken out of the log, its times with their zone.
 * Null: nothing is left.
 */
export function zoned(zone: string, block: ReportBlock): ReportBlock | null {
  switch (block.type) {
    case 'quote':
    case 'words':
      return said(block.text) === null ? null : block
    case 'sentence':
    case 'note':
      return { ...block, parts: zonedParts(zone, block.parts) }
    case 'people': {
      const rows = block.rows.filter(({ name }) => name !== redactedText)
      return {
        ...block,
        rows: rows.map(({ name, roles }) => ({
          name,
          roles: roles.map((role) => ({ ...role, span: zonedParts(zone, role.span) })),
        })),
      }
    }
    default:
      return block
  }
}

/** The last time of a sentence gets the letters of its zone; the others are read along with it. */
export function zonedParts(zone: string, parts: readonly Part[]): Part[] {
  const last = parts.findLastIndex((part) => typeof part !== 'string')
  return parts.map((part, index) => {
    if (index !== last || typeof part === 'string') return part
    const letters = zoneAbbreviation(part.at, zone)
    return part.text.endsWith(letters) ? part : { at: part.at, text: `${part.text} ${letters}` }
  })
}
