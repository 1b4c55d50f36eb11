/** Between a composed report and what people write instead: the texts that they begin with, and theirs put in. Pure. */
import type { ReportSection } from '#lib/document/model.ts'
import { escapeText } from '#lib/markdown/write.ts'
import { isBlank } from './blank.ts'
import { writeReportBlocks } from './blocks.ts'
import type { Report } from './model.ts'

/** Each section's text as Markdown: what an editor begins with. The headline is a plain line. */
export function reportSectionTexts(report: Report): Record<ReportSection, string> {
  const answers = report.answers.map(({ number, blocks }) => [`answer_${number}`, writeReportBlocks(blocks)])
  // There are eight answers, numbered from 1.
  return {
    headline: report.headline,
    summary: report.editedSummary ?? escapeText(report.summary),
    ...Object.fromEntries(answers),
  } as Record<ReportSection, string>
}

/** The report with these texts in the place of what was composed. */
export function editReport(report: Report, edits: Partial<Record<ReportSection, string>>): Report {
  const answers = report.answers.map((answer) => {
    const text = edits[`answer_${answer.number}` as ReportSection]
    if (text === undefined) return answer
    return { ...answer, blocks: [{ type: 'words' as const, text }], blank: isBlank(text), edited: true }
  })
  return {
    ...report,
    headline: edits.headline ?? report.headline,
    editedSummary: edits.summary ?? report.editedSummary,
    answers,
  }
}
