/**
 * The post-mortem, begun from the log: what the log knows is filled in, what only people can judge is left blank. Pure:
 * the same source makes the same document.
 */
import { type PostMortemSection, postMortemSections } from '#lib/document/model.ts'
import type { EntryType } from '#lib/incident/entries/table.ts'
import type { Instant, PersonRef } from '#lib/incident/incident.ts'
import { answerAll } from '#lib/report/answers.ts'
import { composeReport, type ReportSource, severityTimes } from '#lib/report/compose.ts'
import { headlineOf } from '#lib/report/headline.ts'
import { type FollowUpRow, type Report, soFar } from '#lib/report/model.ts'
import { type LogRecord, readRecord } from '#lib/report/record.ts'
import { keyTimes } from '#lib/report/response.ts'
import { courseOf } from '#lib/report/rests.ts'
import { formatDate, formatDay, formatTime } from '#lib/time/format.ts'
import { wallClock } from '#lib/time/zone.ts'
import { detection, impact, participants, resolution } from './course.ts'
import { type Begun, note, type PartDraft } from './draft.ts'
import { contributingFactors, summary, whatHappened } from './happened.ts'
import { type PostMortem, type PostMortemPart, sectionTitles } from './model.ts'
import { nothingYet, wentPoorly, wentWell } from './offered.ts'

export type PostMortemSource = ReportSource & {
  owner: PersonRef | null
  dueAt: Instant | null
  meetingAt: Instant | null
  followUps: FollowUpRow[]
}

const begin: Record<Exclude<PostMortemSection, 'timeline'>, (begun: Begun) => PartDraft> = {
  summary,
  what_happened: whatHappened,
  impact,
  detection,
  contributing_factors: contributingFactors,
  resolution,
  went_well: wentWell,
  went_wrong: wentPoorly,
  lucky: nothingYet,
  learnings: nothingYet,
  participants,
}

/** Throws when the log is empty or does not begin with the report of the incident. */
export function composePostMortem(source: PostMortemSource): PostMortem {
  const { incident, entries, zone, owner, dueAt, meetingAt, followUps } = source
  const report = composeReport(source)
  const record = readRecord(incident, entries, zone)
  return {
    ref: report.ref,
    kind: report.kind,
    organisation: report.organisation,
    topic: report.topic,
    headline: report.headline,
    severity: report.severity,
    severityName: report.severityName,
    statusLine: report.statusLine,
    labels: report.labels,
    zone: report.zone,
    tape: report.tape,
    entries: report.entries,
    headHash: report.headHash,
    date: report.date,
    reportedAt: report.reportedAt,
    composedAt: report.composedAt,
    edition: { ...soFar, line: 'Draft, not published' },
    owner: owner?.name ?? null,
    due: dueAt === null ? null : { at: dueAt, text: `by ${dayWithYear(dueAt, zone)}` },
    meeting: meetingAt === null ? null : `${formatDate(meetingAt, zone)} at ${formatTime(meetingAt, zone)}`,
    parts: partsOf({ ...report, record }, report),
    followUps,
  }
}

function partsOf(begun: Begun, report: Report): PostMortemPart[] {
  const { record } = begun
  const found = courseOf(record, (tried) => {
    const answers = answerAll(tried)
    const again = { record: tried, answers, headline: headlineOf(tried), keyTimes: keyTimes(tried) }
    const told = { ...again, severityTimes: severityTimes(tried, report.composedAt) }
    return postMortemSections.map((section) => JSON.stringify(draftOf(section, told).blocks))
  })
  return postMortemSections.map((section, index) => {
    const { blocks, seqs, blank } = draftOf(section, begun)
    const part = { section, title: sectionTitles[section], edited: false }
    if (section === 'timeline') return { ...part, ...timelineOf(record, report) }
    return {
      ...part,
      blocks,
      timeline: [],
      evidence: record.evidence([...seqs, ...(found[index] ?? [])]),
      blank,
    }
  })
}

function draftOf(section: PostMortemSection, begun: Begun): PartDraft {
  return section === 'timeline' ? nothingYet() : begin[section](begun)
}

/** Of these, nothing but words would stand there. */
const ofWords: readonly EntryType[] = [
  'logged',
  'fact_stated',
  'solution_stated',
  'topic_changed',
  'file_attached',
]

/** The report's key moments, without those whose words were taken out of the log. */
function timelineOf(
  record: LogRecord,
  { timeline, late }: Report,
): Pick<PostMortemPart, 'blocks' | 'timeline' | 'evidence' | 'blank'> {
  const rows = timeline.filter(({ seq }) => {
    const entry = record.bySeq.get(seq)
    return !(entry?.redacted && ofWords.includes(entry.type))
  })
  return { blocks: late ? [note(late)] : [], timeline: rows, evidence: [], blank: rows.length === 0 }
}

/** "Sun 17 May 2026" */
function dayWithYear(at: Instant, zone: string): string {
  return `${formatDay(at, zone, at)} ${wallClock(at, zone).year}`
}
