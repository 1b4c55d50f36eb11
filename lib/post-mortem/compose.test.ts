import { expect, test } from 'vitest'
import { postMortemSections } from '#lib/document/model.ts'
import { redactEntry } from '#lib/incident/entries/redact.ts'
import type { Draft, Entry } from '#lib/incident/entries/table.ts'
import { without } from '#lib/report/ablate.ts'
import {
  at,
  ines,
  type Line,
  loginStory,
  priya,
  sign,
  sourceOf,
  tomasz,
  writeLog,
} from '#lib/report/fixture.ts'
import { words } from '#lib/report/plain.ts'
import { checkWriting } from '#lib/writing/model.ts'
import { composePostMortem, type PostMortemSource } from './compose.ts'
import { postMortemSectionTexts } from './edit.ts'
import { type PostMortem, sectionHints, sectionTitles } from './model.ts'

const story = writeLog(loginStory())
const whole = compose(story)

test.each([
  [
    'summary',
    'Customers could not log in for 32 minutes. A database migration held a lock on the sessions table, and every login waited for it.',
    ['14:02 report', '14:09 impact', '14:19 cause', '14:25 monitoring', '14:58 resolved'],
  ],
  [
    'what_happened',
    [
      'The impact began at 13:53 CEST. At 14:02:11 CEST Mara Lindqvist reported: Customers cannot log in.',
      'A database migration held a lock on the sessions table, and every login waited for it.',
      'At 13:52 CEST there was a deploy, web v846 → v847, succeeded. Release with the migration.',
      'At 14:20 CEST it was decided: Cancel the migration, then roll back v847. Rejected: let the index finish; it would take another hour.',
      'At 14:21 CEST there was a migration, add_index_sessions_token, cancelled. Cancelled. The lock is gone.',
      'At 14:24 CEST there was a deploy, web v847 → v846, succeeded 14:25, 1 min 50 s. Rolled back.',
    ].join(' '),
    [
      '13:52 deploy',
      '14:02 report',
      '14:09 impact',
      '14:19 cause',
      '14:20 decision',
      '14:21 migration',
      '14:24 deploy',
    ],
  ],
  [
    'impact',
    [
      'Every customer who was not already signed in, on web and mobile. 1,912 login attempts failed, from about 1,340 people.',
      'They could not log in. Those who were not signed in could not check out. Signed-in customers and placed orders were not affected.',
      'Impact from 13:53 until mitigated at 14:25:52 CEST, 32 min 52 s.',
      'SEV2 for 3 min 47 s, SEV1 for 52 min 2 s: 55 min 49 s from the report to the resolution.',
    ].join(' '),
    ['14:02 report', '14:05 severity', '14:09 impact', '14:25 monitoring', '14:58 impact', '14:58 resolved'],
  ],
  [
    'detection',
    'Reported at 14:02:11 CEST by Mara Lindqvist, source: Support. The impact had begun at 13:53 CEST, 9 min 11 s before.',
    ['14:02 report', '14:09 impact'],
  ],
  [
    'contributing_factors',
    'Found at 14:16:05 CEST: The migration add_index_sessions_token holds an exclusive lock on sessions. See https://grafana.northfield.test/d/locks.',
    ['14:16 finding'],
  ],
  [
    'resolution',
    [
      'We cancelled the running migration, which released the lock on the sessions table, and rolled web back from v847 to v846. The index will be built without a lock in a later release.',
      'Mitigated at 14:25:52 CEST. Resolved at 14:58:00 CEST.',
    ].join(' '),
    ['14:25 monitoring', '14:58 resolved', '14:58 solution'],
  ],
  [
    'went_well',
    'First answer after 1 min 59 s, target 30 min at SEV2, met. The decision taken at 14:20:15 CEST is written down with what it ruled out.',
    ['14:02 report', '14:04 ack', '14:05 severity', '14:20 decision'],
  ],
  ['went_wrong', 'The impact had lasted 9 min 11 s when it was reported.', ['14:02 report', '14:09 impact']],
  ['lucky', '', []],
  ['learnings', '', []],
  [
    'participants',
    'Ines Okafor: Incident Commander 14:05 to 14:58 CEST; Jonas Beck: Communications Lead 14:06 to 14:58 CEST; Priya Raman: Responder 14:06 to 14:58 CEST; Tomasz Wójcik: Responder 14:07 to 14:58 CEST; Mara Lindqvist: Reported the incident, Support',
    ['14:02 report', '14:05 role', '14:06 role', '14:06 role', '14:07 role', '14:58 resolved'],
  ],
] as const)('%s is begun from the log, and says from where', (section, says, evidence) => {
  const part = partOf(whole, section)
  expect(words(part.blocks)).toBe(says)
  expect(part.evidence.map(({ label }) => label).toSorted()).toEqual(evidence)
})

test('only what people must judge is blank, and every section says what belongs there', () => {
  expect(whole.parts.map(({ section }) => section)).toEqual([...postMortemSections])
  expect(whole.parts.filter(({ blank }) => blank).map(({ section }) => section)).toEqual([
    'contributing_factors',
    'went_well',
    'went_wrong',
    'lucky',
    'learnings',
  ])
  for (const { section, title, edited } of whole.parts) {
    expect([title, edited]).toEqual([sectionTitles[section], false])
    expect(checkWriting(sectionHints[section], { names: [], impactWasPartial: true })).toEqual([])
  }
})

test('the timeline is that of the report', () => {
  const { timeline, blocks } = partOf(whole, 'timeline')
  expect(timeline.map(({ time, lead }) => [time, lead]).slice(0, 2)).toEqual([
    ['13:52:31', 'Deploy'],
    ['14:02:11', null],
  ])
  expect([timeline.length, blocks]).toEqual([20, []])
})

test('the head says who owns it and by when', () => {
  expect(whole).toMatchObject({
    ref: 'INC-142',
    headline: 'Customers could not log in for 32 minutes',
    severity: 'SEV1',
    edition: { version: null, state: 'draft', line: 'Draft, not published' },
    owner: 'Ines Okafor',
    due: { at: '2026-05-17T21:59:59.000Z', text: 'by Sun 17 May 2026' },
    meeting: 'Tuesday 19 May 2026 at 10:00',
    followUps: [],
  })
  expect(compose(story, { owner: null, dueAt: null, meetingAt: null })).toMatchObject({
    owner: null,
    due: null,
    meeting: null,
  })
})

test('removing one entry changes only the sections that rest on it', () => {
  for (const { seq } of story.slice(1)) expect([seq, changedBy(whole, story, seq)]).toEqual([seq, []])
})

test('neither does it where changes were taken back and times put right', () => {
  const of = (by: Line['by'], time: string, draft: Omit<Draft, 'occurredAt'>): Line => ({
    by,
    // Type and payload stay the pair that they were; only the time is added.
    draft: { ...draft, occurredAt: at(time) } as Draft,
  })
  const status = (time: string, from: string, to: string) =>
    of(ines, time, { type: 'status_changed', payload: { from, to, reason: null } } as Omit<
      Draft,
      'occurredAt'
    >)
  const milestone = (time: string, name: string, to: string | null) =>
    of(ines, time, {
      type: 'milestone_set',
      payload: { milestone: name, from: null, to, reason: 'The graph.' },
    } as Omit<Draft, 'occurredAt'>)
  const lines = [
    ...loginStory().slice(0, 17),
    status('14:30:00', 'monitoring', 'investigating'),
    status('14:31:00', 'investigating', 'monitoring'),
    of(ines, '14:32:00', {
      type: 'change_undone',
      corrects: 19,
      payload: { field: 'status', from: 'monitoring', to: 'investigating' },
    }),
    milestone('14:33:00', 'impactStartedAt', at('13:50:00')),
    milestone('14:34:00', 'detectedAt', at('13:58:00')),
    milestone('14:35:00', 'acknowledgedAt', at('14:12:00')),
    status('14:40:00', 'investigating', 'monitoring'),
    milestone('14:41:00', 'mitigatedAt', at('14:39:00')),
    ...loginStory().slice(20, 23),
    milestone('15:00:00', 'resolvedAt', at('14:57:00')),
  ]
  const entries = writeLog(lines)
  const all = compose(entries)
  expect(words(partOf(all, 'detection').blocks)).toBe(
    'Reported at 14:02:11 CEST by Mara Lindqvist, source: Support. First detected at 13:58:00 CEST. The impact had begun at 13:50 CEST, 8 min before.',
  )
  for (const { seq } of entries.slice(1)) expect([seq, changedBy(all, entries, seq)]).toEqual([seq, []])
})

/** The sections that read differently without entry `seq` and do not name it. */
function changedBy(before: PostMortem, entries: readonly Entry[], seq: number): string[] {
  const after = compose(without(entries, seq))
  return before.parts
    .filter(
      ({ section, blocks }) =>
        section !== 'timeline' && words(blocks) !== words(partOf(after, section).blocks),
    )
    .filter(({ evidence }) => !evidence.some((one) => one.seq === seq))
    .map(({ section }) => section)
}

test('what the log does not know is said, and never made up', () => {
  const begun = compose(writeLog(loginStory().slice(0, 1)))
  expect(words(partOf(begun, 'what_happened').blocks)).toBe(
    'At 14:02:11 CEST Mara Lindqvist reported: Customers cannot log in. The cause is not known yet.',
  )
  expect(words(partOf(begun, 'impact').blocks)).toBe(
    'Who was impacted is not in the log. How they were impacted is not in the log. When the impact began is not in the log. SEV2 since 14:02:11 CEST.',
  )
  expect(words(partOf(begun, 'resolution').blocks)).toBe('It is not solved yet.')
  expect(begun.parts.filter(({ blank }) => !blank).map(({ section }) => section)).toEqual([
    'summary',
    'detection',
    'timeline',
    'participants',
  ])
})

test('while it lasts, nothing in it grows by itself', () => {
  const entries = writeLog(loginStory().slice(0, 12))
  const later = compose(entries, { now: at('18:00:00') })
  expect(postMortemSectionTexts(later)).toEqual(postMortemSectionTexts(compose(entries)))
})

test('a missed target, a fix that did not hold, a reopening and a failed change are offered under what went poorly', () => {
  const lines = loginStory().map((line) => {
    if (line.by !== priya || !['acknowledged', 'status_changed'].includes(line.draft.type)) return line
    return { ...line, draft: { ...line.draft, occurredAt: at('14:40:00') } }
  })
  const late = lines.filter(({ draft }) => draft.type !== 'role_taken' && draft.type !== 'role_assigned')
  const status = (time: string, from: string, to: string) =>
    ({
      by: ines,
      draft: {
        type: 'status_changed',
        occurredAt: at(time),
        payload: { from, to, reason: 'Again.' },
      } as Draft,
    }) satisfies Line
  const failed: Line = {
    by: tomasz,
    draft: {
      type: 'logged',
      occurredAt: at('14:22:00'),
      payload: { kind: 'deploy', text: 'It did not build.', details: { outcome: 'failed' } },
    },
  }
  const end = [
    status('14:30:00', 'monitoring', 'investigating'),
    failed,
    status('14:45:00', 'investigating', 'resolved'),
    status('14:50:00', 'resolved', 'investigating'),
  ]
  const poorly = words(partOf(compose(writeLog([...late.slice(0, -6), ...end])), 'went_wrong').blocks)
  expect(poorly).toBe(
    [
      'The impact had lasted 9 min 11 s when it was reported.',
      'First answer after 37 min 49 s, target 5 min at SEV1, missed.',
      'A fix of 14:25:52 did not hold; the work went on at 14:30:00 CEST.',
      'It was resolved and opened again at 14:50:00 CEST.',
      'A deploy failed that began at 14:22:00 CEST.',
    ].join(' '),
  )
})

test('words that were taken out of the log stand nowhere', () => {
  const redacted = story.map((entry) =>
    ['logged', 'fact_stated', 'solution_stated', 'incident_reported', 'impact_described'].includes(entry.type)
      ? sign(redactEntry(entry))
      : entry,
  )
  const left = compose(redacted)
  const texts = Object.values(
    postMortemSectionTexts({
      ...left,
      parts: left.parts.filter(
        ({ section }) => section !== 'timeline' && section !== 'summary' && section !== 'what_happened',
      ),
    }),
  ).join('\n')
  expect(texts).not.toContain('[redacted]')
  expect(texts).not.toContain('\\[redacted')
  expect(JSON.stringify(left)).not.toMatch(
    /migration held|exclusive lock|Roll(ed)? back|not already signed in|Mara/,
  )
  expect(partOf(left, 'timeline').timeline.map(({ lead }) => lead)).not.toContain('Decision')
  expect(words(partOf(left, 'resolution').blocks)).toContain('What solved it is not in the log.')
  expect(partOf(left, 'contributing_factors').blocks).toEqual([])
})

test('a correction stands for what it corrects', () => {
  const correction: Line = {
    by: priya,
    draft: {
      type: 'entry_corrected',
      occurredAt: at('14:50:00'),
      corrects: 13,
      payload: { field: 'cause', text: 'An index build held the lock.', reason: 'More exact' },
    },
  }
  const lines = loginStory()
  const corrected = compose(writeLog([...lines.slice(0, 20), correction, ...lines.slice(20)]))
  expect(words(partOf(corrected, 'summary').blocks)).toBe(
    'Customers could not log in for 32 minutes. An index build held the lock.',
  )
  expect(partOf(corrected, 'what_happened').evidence.map(({ label }) => label)).toContain('14:50 correction')
})

test.each(['cancelled', 'merged'] as const)('an incident that was %s can be written about', (to) => {
  const end = {
    type: 'status_changed',
    occurredAt: at('14:12:00'),
    payload: { from: 'investigating', to, reason: 'A test.' },
  } as Draft
  const ended = compose(writeLog([...loginStory().slice(0, 9), { by: ines, draft: end }]))
  expect(words(partOf(ended, 'resolution').blocks)).toBe('It ended without a solution of its own.')
  expect(words(partOf(ended, 'impact').blocks)).toContain('from the report to the end.')
})

test('a drill says so', () => {
  expect(compose(writeLog(loginStory('drill')))).toMatchObject({ kind: 'drill', ref: 'DRILL-7' })
})

test('times name the zone in which they are written', () => {
  const far = compose(story, { zone: 'Asia/Tokyo' })
  expect(words(partOf(far, 'resolution').blocks)).toContain(
    'Mitigated at 21:25:52 UTC+9. Resolved at 21:58:00 UTC+9.',
  )
})

test('what is begun passes the check of writing', () => {
  const context = {
    names: whole.parts.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.type === 'people' ? block.rows.map(({ name }) => name) : [])),
    ),
    impactWasPartial: true,
  }
  expect(context.names).toContain('Tomasz Wójcik')
  for (const zone of [
    'Europe/Berlin',
    'UTC',
    'Asia/Tokyo',
    'America/Argentina/ComodRivadavia',
    'Asia/Kathmandu',
  ]) {
    for (const text of Object.values(postMortemSectionTexts(compose(story, { zone }))))
      expect(checkWriting(text, context)).toEqual([])
  }
})

function compose(entries: readonly Entry[], more: Partial<PostMortemSource> = {}): PostMortem {
  return composePostMortem({
    ...sourceOf(entries),
    owner: { id: 'ines-okafor', name: 'Ines Okafor' },
    dueAt: '2026-05-17T21:59:59.000Z',
    meetingAt: '2026-05-19T08:00:00.000Z',
    followUps: [],
    ...more,
  })
}

function partOf({ parts }: PostMortem, name: string) {
  const part = parts.find(({ section }) => section === name)
  if (!part) throw new Error(`No section ${name}`)
  return part
}
