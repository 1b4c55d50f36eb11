/** The report as Markdown (GitHub's kind, for its tables). Everybody's words are escaped; addresses are absolute. */
import { parseMarkdown } from '#lib/markdown/model.ts'
import { escapeText, writeBlocks, writeCell, writeLink } from '#lib/markdown/write.ts'
import { table, writeReportBlocks } from './blocks.ts'
import type { Evidence, Report, ReportAnswer, TimelineRow } from './model.ts'
import { leftOutWords, targetWords } from './model.ts'

type Address = (evidence: Evidence) => string

/** `publicUrl` is the origin that links lead to, without a slash at its end. */
export function writeReport(report: Report, publicUrl: string): string {
  const log = `${publicUrl}/incidents/${report.ref}`
  const link: Address = ({ seq, label }) => writeLink(label, `${log}#entry-${seq}`)
  const sections = [
    head(report),
    report.editedSummary === null
      ? escapeText(report.summary)
      : writeBlocks(parseMarkdown(report.editedSummary)),
    keyTimes(report.keyTimes),
    ...gaps(report),
    ...report.answers.map((answer) => writeAnswer(answer, link)),
    timeline(report, log, link),
    ...links(report, link),
    foot(report, log),
  ]
  return `${sections.join('\n\n')}\n`
}

function head(report: Report): string {
  const drill = report.kind === 'drill'
  const severities = report.severityTimes.map(({ severity, text }) => `${severity} for ${text}`).join(', ')
  return [
    `# ${drill ? 'DRILL: ' : ''}${escapeText(report.headline)}`,
    '',
    `**${drill ? 'Drill situation report' : 'Situation report'} ${report.ref}**, ${escapeText(report.organisation)}. **${report.edition.line}.**`,
    '',
    ...(drill ? ['**DRILL.** This is an exercise. No customers were affected.', ''] : []),
    `${report.severity}, ${report.severityName}. ${severities}. ${escapeText(report.statusLine)}.`,
    ...(report.labels.length > 0 ? ['', `Labels: ${report.labels.map(escapeText).join(', ')}.`] : []),
  ].join('\n')
}

function keyTimes(rows: Report['keyTimes']): string {
  return rows
    .map(({ label, value, target }) => `${label} **${value}**${target ? ` (${targetWords(target)})` : ''}`)
    .join(', ')
}

function gaps(report: Report): string[] {
  if (report.gaps.length === 0) return []
  const list = report.gaps.map(({ number, text }) => `- ${number}: ${escapeText(text)}`)
  return [['**Blank or contradictory answers**', '', ...list].join('\n')]
}

function writeAnswer(answer: ReportAnswer, link: Address): string {
  const evidence = answer.evidence.map(link).join(', ')
  const blocks = writeReportBlocks(answer.blocks)
  return `## ${answer.number}. ${answer.question}\n\n${blocks}\n\nEvidence: ${evidence || 'none'}`
}

function timeline(report: Report, log: string, link: Address): string {
  const rows = report.timeline.map((row) => timelineCells(row, link))
  const left =
    report.leftOut === 0 ? '' : `\n\n${leftOutWords(report.leftOut)} ${writeLink('The whole log', log)}`
  return `## Log, key moments\n\n${report.late ? `${escapeText(report.late)}\n\n` : ''}${table(['Time', '', 'What happened'], rows)}${left}`
}

function timelineCells(row: TimelineRow, link: Address): string[] {
  const time = link({ seq: row.seq, label: row.day ? `${row.day} ${row.time}` : row.time })
  const lead = row.lead ? `**${row.lead}.**` : ''
  const body = row.body === null ? '' : writeCell(parseMarkdown(row.body))
  const late = row.late ? `(${row.late})` : ''
  return [time, row.elapsed, [lead, body, escapeText(row.text), late].filter(Boolean).join(' ')]
}

function links(report: Report, link: Address): string[] {
  if (report.links.length === 0) return []
  const list = report.links.map(({ title, url, evidence }) => `- ${writeLink(title, url)}, ${link(evidence)}`)
  return [['## Links', '', ...list].join('\n')]
}

function foot(report: Report, log: string): string {
  return [
    '---',
    '',
    `Times are ${report.zone.words}. T+ counts minutes from the report. Composed from ${report.entries} entries of ${writeLink('the log', log)}.`,
    `Head of the log: sha256 \`${report.headHash}\``,
  ].join('\n')
}
