import { postMortemSections } from '#lib/document/model.ts'
import type { ReportSource } from '#lib/report/compose.ts'
import { composeReport } from '#lib/report/compose.ts'
import type { FollowUpRow } from '#lib/report/model.ts'
import { type PostMortem, sectionTitles } from './model.ts'

export function composePostMortem(
  source: ReportSource & {
    owner: { name: string } | null
    dueAt: string | null
    meetingAt: string | null
    followUps: FollowUpRow[]
  },
): PostMortem {
  const report = composeReport(source)
  return {
    ...report,
    owner: source.owner?.name ?? null,
    due: source.dueAt ? { at: source.dueAt, text: source.dueAt } : null,
    meeting: source.meetingAt,
    parts: postMortemSections.map((section) => ({
      section,
      title: sectionTitles[section],
      blocks: [],
      timeline: [],
      evidence: [],
      blank: true,
      edited: false,
    })),
    followUps: source.followUps,
  }
}
