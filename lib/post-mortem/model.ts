/** The post-mortem as a document: what page, Markdown, PDF and JSON are made of. Pure. */
import type { PostMortemSection } from '#lib/document/model.ts'
import type { Instant, Kind, Severity } from '#lib/incident/incident.ts'
import type { Edition, Evidence, FollowUpRow, Report, ReportBlock, TimelineRow } from '#lib/report/model.ts'

export const sectionTitles: Record<PostMortemSection, string> = {
  summary: 'Summary',
  what_happened: 'What happened',
  impact: 'Impact',
  detection: 'Detection',
  timeline: 'Timeline',
  contributing_factors: 'Contributing factors',
  resolution: 'Resolution',
  went_well: 'What went well',
  went_wrong: 'What went poorly',
  lucky: 'Where we were lucky',
  learnings: 'Learnings',
  participants: 'Participants',
}

/** What a section wants of its writer: shown while nothing stands there, never part of a text. */
export const sectionHints: Record<PostMortemSection, string> = {
  summary: 'Two sentences: what happened to whom, and why.',
  what_happened:
    'What happened, as people saw it at the time. The fixes come under Resolution and Follow-ups.',
  impact: 'Who was impacted, how, and for how long, in exact numbers.',
  detection: 'How it was noticed, and which sign would show it sooner.',
  timeline: 'The key moments, each with its time and what was known then.',
  contributing_factors:
    'All that had to come together: what the system did, what hid it, what slowed the way out. Rarely one thing.',
  resolution: 'What ended the impact, and whether that is temporary or permanent.',
  went_well: 'What shortened it or kept it small, so that it stays.',
  went_wrong: 'What made it longer or larger. Systems and ways of working, not people.',
  lucky: 'What kept it small without anybody having planned it.',
  learnings: 'What is known now and was not before, for people who were not there.',
  participants: 'Everybody who took part, and in which role.',
}

export type PostMortemPart = {
  section: PostMortemSection
  title: string
  /** An edited section is one block of words. */
  blocks: ReportBlock[]
  /** Only of the section `timeline`, and only while nobody edited it. */
  timeline: TimelineRow[]
  /** The entries that it rests on. In the timeline each row names its own. */
  evidence: Evidence[]
  /** Nothing stands there yet; what the log offers to its writer, as notes, does not count. */
  blank: boolean
  edited: boolean
}

export type PostMortem = Pick<
  Report,
  | 'ref'
  | 'organisation'
  | 'topic'
  | 'headline'
  | 'severityName'
  | 'statusLine'
  | 'labels'
  | 'zone'
  | 'tape'
  | 'entries'
  | 'headHash'
  | 'date'
  | 'reportedAt'
  | 'composedAt'
> & {
  kind: Kind
  severity: Severity
  /** `state` is draft, approved (published) or sent; `line` says it in the post-mortem's words. */
  edition: Edition
  owner: string | null
  /** "by Sun 17 May 2026" */
  due: { at: Instant; text: string } | null
  /** "Tuesday 19 May 2026 at 10:00" */
  meeting: string | null
  parts: PostMortemPart[]
  followUps: FollowUpRow[]
}
