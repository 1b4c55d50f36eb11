/**
 * The post-mortem, begun from the log: what the log knows is filled in, what only people can judge is left blank. Pure:
 * the same source makes the same document.
 */
import { type PostMortemSection, postMortemSections } from '#lib/document/model.ts'
import type { EntryType } from '#lib/incident/entries/table.ts'
import type { Instant, PersonRef } from '#lib/incident/incident.ts'
import { composeReport, type ReportSource } from '#lib/report/compose.ts'
import { type FollowUpRow, soFar } from '#lib/report/model.ts'
import { readRecord } from '#lib/report/record.ts'
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

const begin: Record<PostMortemSection, (begun: Begun) => PartDraft> = {
  summary,
  what_happened: whatHappened,
  impact,
  detection,
  timeline,
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
  const begun: Begun = { report, record: readRecord(incident, entries, zone) }
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
    parts: postMortemSections.map((section) => partOf(section, begun)),
    followUps,
  }
}

function partOf(section: PostMortemSection, begun: Begun): PostMortemPart {
  const { blocks, seqs, blank, timeline: rows = [] } = begin[section](begun)
  const evidence = begun.record.evidence(seqs)
  return { section, title: sectionTitles[section], blocks, timeline: rows, evidence, blank, edited: false }
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
function timeline({ record, report }: Begun): PartDraft {
  const rows = report.timeline.filter(({ seq }) => {
    const entry = record.bySeq.get(seq)
    return !(entry?.redacted && ofWords.includes(entry.type))
  })
  return {
    blocks: report.late ? [note(report.late)] : [],
    seqs: [],
    timeline: rows,
    blank: rows.length === 0,
  }
}

/** "Sun 17 May 2026" */
function dayWithYear(at: Instant, zone: string): string {
  return `${formatDay(at, zone, at)} ${wallClock(at, zone).year}`
}
