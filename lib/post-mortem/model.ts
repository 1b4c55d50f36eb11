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

export type PostMortemPart = {
  section: PostMortemSection
  title: string
  /** An edited section is one block of words. */
  blocks: ReportBlock[]
  /** Only of the section `timeline`, and only while nobody edited it. */
  timeline: TimelineRow[]
  evidence: Evidence[]
  /** Nothing stands there yet. */
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
