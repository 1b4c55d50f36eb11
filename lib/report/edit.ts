/**
 * A report as people write on it: the text of each section to begin with, and the report with what they made of it. Pure.
 * What was composed is never lost: compose again, and leave the edit out.
 */
import { longestSection, type ReportSection, reportSections } from '#lib/document/model.ts'
import { isSetAside } from '#lib/incident/incident.ts'
import { escapeText } from '#lib/markdown/write.ts'
import { isBlank } from './blank.ts'
import { writeReportBlocks } from './blocks.ts'
import {
  type Gap,
  type Measure,
  type PersonRow,
  partsText,
  type Report,
  type ReportAnswer,
  type ReportBlock,
  targetWords,
} from './model.ts'

/** What each section says as composed: the headline as a plain line, the rest as Markdown. */
export function reportSectionTexts(report: Report): Record<ReportSection, string> {
  const texts = reportSections.map((section) => [section, textOf(report, section)])
  // Every section of the closed list gets its text, so the record is whole.
  return Object.fromEntries(texts) as Record<ReportSection, string>
}

function textOf(report: Report, section: ReportSection): string {
  if (section === 'headline') return report.headline
  if (section === 'summary') return fitting(escapeText(report.summary))
  const answer = report.answers.find(({ number }) => sectionOfAnswer(number) === section)
  return fitting(writeEditable(answer?.blocks ?? []))
}

/** The report with these texts in the place of what was composed. A section without a text stays as the log has it. */
export function editReport(report: Report, edits: Partial<Record<ReportSection, string>>): Report {
  const answers = report.answers.map((answer) => {
    const text = edits[sectionOfAnswer(answer.number)]
    return text === undefined ? answer : editAnswer(answer, text)
  })
  return {
    ...report,
    headline: oneLine(edits.headline ?? '') || report.headline,
    editedSummary: edits.summary ?? report.editedSummary,
    answers,
    gaps: gapsAfter(report, answers),
  }
}

function editAnswer(answer: ReportAnswer, text: string): ReportAnswer {
  return { ...answer, blocks: [{ type: 'words', text }], blank: isBlank(text), edited: true }
}

/** Gaps that somebody filled go, answers that somebody emptied come; contradictions stay with the log. */
function gapsAfter(report: Report, answers: readonly ReportAnswer[]): Gap[] {
  const edited = new Map(answers.filter((answer) => answer.edited).map((answer) => [answer.number, answer]))
  const kept = report.gaps.filter(
    ({ kind, number }) => kind !== 'blank' || (edited.get(number)?.blank ?? true),
  )
  if (isSetAside(report)) return kept
  const known = new Set(kept.filter(({ kind }) => kind === 'blank').map(({ number }) => number))
  const emptied = [...edited.values()]
    .filter(({ blank, number }) => blank && !known.has(number))
    .map(
      ({ number, question }): Gap => ({
        number,
        kind: 'blank',
        text: `The answer to “${question}” is blank.`,
      }),
    )
  return [...kept, ...emptied].sort((a, b) => a.number - b.number)
}

function sectionOfAnswer(number: number): ReportSection {
  // The eight answers are numbered from 1 to 8.
  return `answer_${number}` as ReportSection
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
}

/**
 * Blocks as Markdown to go on from. What people write knows no tables (`parseMarkdown`), so here they are lists; read
 * and written again, the text is the same.
 */
export function writeEditable(blocks: readonly ReportBlock[]): string {
  return blocks.map(editable).filter(Boolean).join('\n\n')
}

function editable(block: ReportBlock): string {
  if (block.type === 'people') return linesOf(block.rows, personLine)
  if (block.type === 'measures') return linesOf(block.rows, measureLine)
  if (block.type === 'steps')
    return linesOf(block.rows, (row) => writeReportBlocks([{ ...block, rows: [row] }]))
  return writeReportBlocks([block])
}

function personLine({ name, roles }: PersonRow): string {
  const held = roles.map((role) => [role.name, partsText(role.span)].filter(Boolean).join(' '))
  return `- **${escapeText(name)}**, ${escapeText(held.join('; '))}`
}

function measureLine({ name, value, base, target }: Measure): string {
  const counted = base.length > 0 ? ` (${escapeText(partsText(base))})` : ''
  const against = target ? `, ${escapeText(targetWords(target))}` : ''
  return `- ${escapeText(name)}: **${escapeText(value)}**${counted}${against}`
}

/** A line for each row, no more than a section could hold: a log may have tens of thousands. */
export function linesOf<Row>(rows: readonly Row[], write: (row: Row) => string): string {
  const lines: string[] = []
  let length = 0
  for (const row of rows) {
    if (length > longestSection) break
    const line = write(row)
    lines.push(line)
    length += line.length + 1
  }
  return lines.join('\n')
}

const rest = '\n\n*The rest stands in the log.*'

/** As much as a section may hold, cut at a line. */
export function fitting(text: string): string {
  if (text.length <= longestSection) return text
  const room = text.slice(0, longestSection - rest.length)
  const end = room.lastIndexOf('\n')
  return `${(end > 0 ? room.slice(0, end) : room).trimEnd()}${rest}`
}
