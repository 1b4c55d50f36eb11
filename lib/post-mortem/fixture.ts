/** For tests: a post-mortem of the story of lib/report/fixture.ts, written by hand. */
import { composeReport } from '#lib/report/compose.ts'
import { at, loginStory, sourceOf, writeLog } from '#lib/report/fixture.ts'
import type { ReportBlock } from '#lib/report/model.ts'
import { type PostMortem, type PostMortemPart, sectionTitles } from './model.ts'

/** Published, with a timeline from the log, three follow-ups, and one section that nobody wrote yet. */
export function postMortemOf(kind: 'real' | 'drill' = 'real'): PostMortem {
  const report = composeReport(sourceOf(writeLog(loginStory(kind))))
  const blocksOf = (number: number) => report.answers[number - 1]?.blocks ?? []
  const part = (section: PostMortemPart['section'], blocks: ReportBlock[]): PostMortemPart => ({
    section,
    title: sectionTitles[section],
    blocks,
    timeline: section === 'timeline' ? report.timeline : [],
    evidence: section === 'detection' ? [{ seq: 1, label: '14:02 report' }] : [],
    blank: blocks.length === 0 && section !== 'timeline',
    edited: blocks.some(({ type }) => type === 'words'),
  })
  const written = (text: string): ReportBlock[] => [{ type: 'words', text }]
  return {
    ...report,
    edition: {
      version: 2,
      state: 'published',
      changed: false,
      line: 'Version 2, published by Ines Okafor Tue 19 May 10:40 CEST',
      hash: '5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592',
    },
    owner: 'Ines Okafor',
    due: { at: at('23:59:00'), text: 'by Sun 17 May 2026' },
    meeting: 'Tuesday 19 May 2026 at 10:00',
    parts: [
      part(
        'summary',
        written(
          'A release built an index in a way that locked the sessions table. Every login waited for it. We learned about it from customers, nine minutes in, because no alert watches database connections.',
        ),
      ),
      part('what_happened', blocksOf(1)),
      part('impact', [...blocksOf(7), ...blocksOf(8)]),
      part('detection', [{ type: 'sentence', parts: ['Three customers called support before any alert.'] }]),
      part('timeline', []),
      part(
        'contributing_factors',
        written(
          '- The migration took an exclusive lock and had no lock timeout, so it could wait and block without end.\n- The release ran at the busiest hour.\n- Staging has 2 % of the sessions that production has.',
        ),
      ),
      part('resolution', blocksOf(6)),
      part('went_well', written('Command was taken in three minutes.')),
      part('went_wrong', written('Customers told us first. **One update** was late by four minutes.')),
      part('lucky', []),
      part(
        'learnings',
        written(
          '1. A migration is a deploy of its own.\n2. Watching the resource that runs out tells us early: `pg_stat_activity`.',
        ),
      ),
      part('participants', blocksOf(5)),
    ],
    followUps: followUpRows,
  }
}

export const followUpRows: PostMortem['followUps'] = [
  {
    number: 1,
    title: 'Set lock_timeout for every migration',
    kind: 'prevent',
    owner: 'Priya Raman',
    due: 'Fri 15 May',
    state: 'open',
    done: false,
  },
  {
    number: 2,
    title: 'Build indexes concurrently; lint it in CI',
    kind: 'process',
    owner: 'Tomasz Wójcik',
    due: 'Wed 20 May',
    state: 'in progress',
    done: false,
  },
  {
    number: 3,
    title: 'Second phone number for secondary on call',
    kind: 'detect',
    owner: null,
    due: null,
    state: 'done',
    done: true,
  },
]
