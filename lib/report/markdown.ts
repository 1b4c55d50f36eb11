/**
 * The report as Markdown (GitHub's kind, for its tables). Everybody's words are escaped; addresses are absolute.
 *
 * It has the key moments and leads to the whole log instead of printing it: GitHub shows a long file as plain text or
 * not at all, and whoever wants every entry has the PDF to read and the log itself to compute with.
 */
import { parseMarkdown } from '#lib/markdown/model.ts'
import { escapeText, writeBlocks, writeCell, writeLink } from '#lib/markdown/write.ts'
import { formatDay, formatTime } from '#lib/time/format.ts'
import { table, writeReportBlocks } from './blocks.ts'
import { documentFacts, frontMatter, reportFacts } from './front-matter.ts'
import type {
  Edition,
  Evidence,
  FollowUpRow,
  Report,
  ReportAnswer,
  TimelineRow,
  ToldUpdate,
} from './model.ts'
import { correctsWords, keyMoments, leftOutWords, partsText, targetWords } from './model.ts'

/** How an entry is named where something rests on it: a link to it. */
export type Address = (evidence: Evidence) => string

/** Beyond, only those key moments that changed the course. */
const mostMoments = 200

/** `publicUrl` is the origin that links lead to, without a slash at its end. */
export function writeReport(whole: Report, publicUrl: string): string {
  const report = keyMoments(whole, mostMoments)
  const log = `${publicUrl}/incidents/${report.ref}`
  const link = entryLink(log)
  const sections = [
    frontMatter([...documentFacts('situation report', report), ...reportFacts(report)]),
    head(report),
    report.editedSummary === null
      ? escapeText(report.summary)
      : writeBlocks(parseMarkdown(report.editedSummary)),
    keyTimes(report.keyTimes),
    ...gaps(report),
    ...report.answers.map((answer) => writeAnswer(answer, link)),
    ...updates(report, link),
    timeline(report, log, link),
    ...followUps(report.followUps),
    ...(report.postMortem === null ? [] : [`## Post-mortem\n\n${escapeText(report.postMortem)}`]),
    ...distribution(report),
    ...links(report, link),
    ...pictures(report, publicUrl),
    foot(report, log),
  ]
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`
}

/** Where the entries of the log at the address `log` stand. */
export function entryLink(log: string): Address {
  return ({ seq, label }) => writeLink(label, `${log}#entry-${seq}`)
}

type Titled = Pick<Report, 'ref' | 'kind' | 'organisation' | 'headline' | 'labels' | 'edition'>

/** The first heading, then which document this is, of whom, and where it stands. `line` is plain words. */
export function documentHead(document: Titled, name: string, line: string): string {
  const drill = document.kind === 'drill'
  // A heading does not end with a stop; the headline as it was written stands in the front matter.
  const headline = document.headline.trim().replace(/[\s.,;:!。，；：！]+$/u, '')
  const title = drill ? `Drill ${name.toLowerCase()}` : name
  return [
    `# ${drill ? 'DRILL: ' : ''}${escapeText(headline || document.ref)}`,
    `**${title} ${document.ref}**, ${escapeText(document.organisation)}. **${escapeText(document.edition.line)}.**`,
    ...(drill ? ['**DRILL.** This is an exercise. No customers were affected.'] : []),
    escapeText(line),
    ...(document.labels.length > 0 ? [`Labels: ${document.labels.map(escapeText).join(', ')}.`] : []),
  ].join('\n\n')
}

function head(report: Report): string {
  const severities = report.severityTimes.map(({ severity, text }) => `${severity} for ${text}`).join(', ')
  const line = `${report.severity}, ${report.severityName}. ${severities}. ${report.statusLine}.`
  return documentHead(report, 'Situation report', line)
}

function keyTimes(rows: Report['keyTimes']): string {
  return rows
    .map(({ label, value, target }) => `${label} **${value}**${target ? ` (${targetWords(target)})` : ''}`)
    .join(', ')
}

function gaps(report: Report): string[] {
  if (report.gaps.length === 0) return []
  const list = report.gaps.map(({ number, text }) => `- ${number}: ${escapeText(text)}`)
  return [['**Blank or contradictory answers:**', '', ...list].join('\n')]
}

function writeAnswer(answer: ReportAnswer, link: Address): string {
  const evidence = answer.evidence.map(link).join(', ')
  const blocks = writeReportBlocks(answer.blocks)
  return `## ${answer.number}. ${answer.question}\n\n${blocks}\n\nEvidence: ${evidence || 'none'}`
}

/** What stakeholders were told; a version from before there were updates has no such part. */
function updates({ updates: told }: Report, link: Address): string[] {
  if (!told) return []
  const rows = told.rows.map((row) => [
    link({ seq: row.seq, label: row.day ? `${row.day} ${row.time}` : row.time }),
    escapeText(row.state),
    row.withdrawn ? '*Its words were taken out.*' : wordsOfUpdate(row),
    escapeText(row.promise ? partsText(row.promise.parts) : ''),
  ])
  return [
    [
      '## What stakeholders were told',
      ...(told.title === null ? [] : [`They know it as “${escapeText(told.title)}”.`]),
      ...(rows.length > 0 ? [table(['Time', 'State', 'What it said', 'Promise'], rows)] : []),
      [`**${escapeText(told.line)}**`, ...told.notes.map((parts) => escapeText(partsText(parts)))].join(' '),
      `Evidence: ${told.evidence.map(link).join(', ') || 'none'}`,
    ].join('\n\n'),
  ]
}

/** Headline, text and what it puts right: plain words, on the one line of a cell. */
function wordsOfUpdate(row: ToldUpdate): string {
  const said = [`**${escapeText(row.headline)}**`, escapeText(row.text), correctsWords(row)]
  return said.filter((words) => words !== '').join(' ')
}

function timeline(report: Report, log: string, link: Address): string {
  const left =
    report.leftOut === 0 ? '' : `\n\n${leftOutWords(report.leftOut)} ${writeLink('The whole log', log)}`
  const late = report.late ? `${escapeText(report.late)}\n\n` : ''
  return `## Log, key moments\n\n${late}${timelineTable(report.timeline, link)}${left}`
}

/** Time, time since the report, and what happened. */
export function timelineTable(rows: readonly TimelineRow[], link: Address): string {
  return table(
    ['Time', 'T', 'What happened'],
    rows.map((row) => timelineCells(row, link)),
  )
}

function timelineCells(row: TimelineRow, link: Address): string[] {
  const time = link({ seq: row.seq, label: row.day ? `${row.day} ${row.time}` : row.time })
  const lead = row.lead ? `**${row.lead}.**` : ''
  const body = row.body === null ? '' : writeCell(parseMarkdown(row.body))
  const late = row.late ? `(${row.late})` : ''
  return [time, row.elapsed, [lead, body, escapeText(row.text), late].filter(Boolean).join(' ')]
}

/** A section with the follow-ups; none when there are none. */
export function followUps(rows: readonly FollowUpRow[]): string[] {
  if (rows.length === 0) return []
  const cells = rows.map(({ number, title, kind, owner, due, state }) =>
    [`${number}`, title, kind, owner ?? 'Nobody yet', due ?? 'No day', state].map(escapeText),
  )
  return [`## Follow-ups\n\n${table(['No.', 'Action', 'Kind', 'Owner', 'Due', 'State'], cells)}`]
}

function distribution(report: Report): string[] {
  if (report.distribution.length === 0) return []
  const zone = report.zone.name
  const rows = report.distribution.map(({ name, version, at, text, failed }) => [
    escapeText(name),
    String(version),
    `${formatDay(at, zone, report.reportedAt)} ${formatTime(at, zone)}`,
    failed ? `**${escapeText(text)}**` : escapeText(text),
  ])
  return [`## Who was sent what\n\n${table(['Person', 'Version', 'When', 'What came of it'], rows)}`]
}

function links(report: Report, link: Address): string[] {
  if (report.links.length === 0) return []
  const list = report.links.map(({ title, url, evidence }) => `- ${writeLink(title, url)}, ${link(evidence)}`)
  return [['## Links', '', ...list].join('\n')]
}

/** Named and linked: whoever may not sign in would see a broken image. */
function pictures(report: Report, publicUrl: string): string[] {
  if (report.images.length === 0) return []
  const list = report.images.map(
    ({ fileId, alt, label }) =>
      `- ${writeLink(label, `${publicUrl}/api/v1/files/${fileId}`)}: ${escapeText(alt)}`,
  )
  return [['## Pictures', '', ...list].join('\n')]
}

type Sealed = Pick<Report, 'zone' | 'entries' | 'headHash'> & { edition: Edition }

/** The zone, what it was composed of, and the hashes. */
export function foot({ zone, entries, headHash, edition }: Sealed, log: string): string {
  return [
    '* * *',
    `${escapeText(edition.line)}. Times are ${escapeText(zone.words)}. T+ counts minutes from the report. Composed from ${entries} entries of ${writeLink('the log', log)}.`,
    `Head of the log: sha256 \`${headHash}\``,
    ...(edition.hash ? [`Content of version ${edition.version}: sha256 \`${edition.hash}\``] : []),
    ...(edition.changed ? ['The words have changed since that version.'] : []),
  ].join('\n\n')
}
