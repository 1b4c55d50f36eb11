import { expect, test } from 'vitest'
import { blanked, without } from './ablate.ts'
import { composeReport } from './compose.ts'
import { at, dele, ines, type Line, loginStory, priya, sourceOf, writeLog } from './fixture.ts'
import type { Report } from './model.ts'
import { words } from './plain.ts'

const story = writeLog(loginStory())

test.each([
  [1, ['“Three customers in a row cannot log in.', 'Reported by Mara Lindqvist, Support.'], ['14:02 report']],
  [
    2,
    ['Thursday 14 May 2026 at 14:02:11 CEST. The impact had begun at 13:53, 9 min 11 s before.'],
    ['14:02 report', '14:09 impact'],
  ],
  [
    3,
    ['Mitigated at 14:25:52. Resolved at 14:58:00, 55 min 49 s after the report. Closed at 15:20:30.'],
    ['14:02 report', '14:25 monitoring', '14:58 resolved', '15:20 closed'],
  ],
  [
    4,
    [
      'Report to first answer 1 min 59 s (14:02:11 to 14:04:10)',
      'Report to a commander 3 min 1 s',
      'Report to mitigation 23 min 41 s',
      'Start of impact to mitigation 32 min 52 s',
      'Report to resolution 55 min 49 s',
    ],
    ['14:02 report', '14:04 ack', '14:05 role', '14:09 impact', '14:25 monitoring', '14:58 resolved'],
  ],
  [
    5,
    [
      'Ines Okafor: Incident Commander 14:05 to 14:58',
      'Jonas Beck: Communications Lead 14:06 to 14:58',
      'Priya Raman: Responder 14:06 to 14:58',
      'Tomasz Wójcik: Responder 14:07 to 14:58',
      'Mara Lindqvist: Reported the incident, Support',
    ],
    ['14:02 report', '14:05 role', '14:06 role', '14:06 role', '14:07 role', '14:58 resolved'],
  ],
  [
    6,
    [
      'We cancelled the running migration',
      'Cause.** A database migration held a lock',
      '13:52 Deploy Release with the migration. [web v846 → v847; succeeded]',
      '14:20 Decision Cancel the migration, then roll back v847. [Rejected: let the index finish; it would take another hour]',
      '14:21 Migration Cancelled. The lock is gone. [add_index_sessions_token; cancelled]',
      '14:24 Deploy Rolled back. [web v847 → v846; succeeded 14:25, 1 min 50 s]',
    ],
    ['13:52 deploy', '14:19 cause', '14:20 decision', '14:21 migration', '14:24 deploy', '14:58 solution'],
  ],
  [
    7,
    ['Every customer who was not already signed in, on web and mobile. 1,912 login attempts failed'],
    ['14:58 impact'],
  ],
  [
    8,
    ['They could not log in.', 'Impact from 13:53 until mitigated at 14:25:52, 32 min 52 s.'],
    ['14:09 impact', '14:25 monitoring', '14:58 impact'],
  ],
])('answer %i says what the log says, and where', (number, says, evidence) => {
  const answer = composeReport(sourceOf(story)).answers[number - 1]
  const text = words(answer?.blocks ?? [])
  for (const piece of says) expect(text).toContain(piece)
  expect(answer?.evidence.map(({ label }) => label).sort()).toEqual(evidence.toSorted())
  expect(answer?.blank).toBe(false)
})

test('the head of the report is built from topic, severities and milestones', () => {
  const report = composeReport(sourceOf(story))
  expect(report).toMatchObject({
    headline: 'Customers could not log in for 32 minutes',
    statusLine: 'Closed 15:20, Thursday 14 May 2026',
    edition: { version: null, state: 'draft', line: 'Draft, not approved' },
    gaps: [],
    leftOut: 4,
    headHash: story.at(-1)?.hash,
  })
  expect(report.severityTimes.map(({ severity, seconds }) => [severity, seconds])).toEqual([
    ['SEV2', 227],
    ['SEV1', 3122],
  ])
  expect(report.summary).toContain('A database migration held a lock on the sessions table')
  expect(report.summary).toContain('resolved at 14:58 after')
})

test('only the acknowledgement has a target, that of the severity in force when it came', () => {
  const [first, ...others] = composeReport(sourceOf(story)).keyTimes
  expect(first?.target).toEqual({ seconds: 1800, severity: 'SEV2', met: true })
  expect(others.map(({ target }) => target)).toEqual([null, null, null])
  const raisedFirst = loginStory().map((line) =>
    line.draft.type === 'severity_changed' ? move(line, '14:03:00') : line,
  )
  expect(composeReport(sourceOf(writeLog(raisedFirst))).keyTimes[0]?.target).toEqual({
    seconds: 300,
    severity: 'SEV1',
    met: true,
  })
})

test('removing one entry changes exactly the answers that rest on it', () => {
  const whole = composeReport(sourceOf(story))
  for (const { seq } of story.slice(1)) {
    expect([seq, changed(whole, composeReport(sourceOf(without(story, seq))))]).toEqual([
      seq,
      restingOn(whole, seq),
    ])
  }
})

test('blanking one entry changes exactly the answers that quote it, and each had it as evidence', () => {
  const whole = composeReport(sourceOf(story))
  const expected: Record<number, number[]> = {
    1: [1],
    10: [6],
    13: [6],
    14: [6],
    15: [6],
    16: [6],
    21: [6],
    22: [7, 8],
  }
  for (const { seq } of story) {
    const now = changed(whole, composeReport(sourceOf(blanked(story, seq))))
    expect([seq, now]).toEqual([seq, expected[seq] ?? []])
    for (const number of now) expect(restingOn(whole, seq)).toContain(number)
  }
})

test('a correction stands for what it corrects, says so, and both are evidence', () => {
  const corrected = [
    ...loginStory(),
    correction(1, 'reported', 'Five customers cannot log in.'),
    correction(21, 'solution', 'Rolled web back to v846.'),
    correction(14, 'text', 'Cancel the migration only.'),
  ]
  const report = composeReport(sourceOf(writeLog(corrected)))
  expect(words(report.answers[0]?.blocks ?? [])).toContain('“Five customers cannot log in.”')
  expect(words(report.answers[0]?.blocks ?? [])).toContain('Corrected 15:22 by Priya Raman: Read again.')
  expect(report.answers[0]?.evidence.map(({ seq }) => seq)).toEqual([1, 25])
  expect(words(report.answers[5]?.blocks ?? [])).toContain('Rolled web back to v846.')
  expect(words(report.answers[5]?.blocks ?? [])).toContain('Cancel the migration only.')
  expect(words(report.answers[5]?.blocks ?? [])).not.toContain('then roll back v847')
  expect(report.answers[5]?.evidence.map(({ seq }) => seq)).toEqual([10, 13, 14, 15, 16, 21, 26, 27])
  expect(report.timeline.find(({ seq }) => seq === 14)?.body).toBe('Cancel the migration only.')
})

test('a hand-over is told, and closes one span and opens the other', () => {
  const lines = loginStory()
  const offer = { from: ref(ines), to: ref(dele) }
  lines.splice(
    20,
    0,
    {
      by: ines,
      draft: {
        type: 'command_offered',
        occurredAt: at('14:40:10'),
        payload: { ...offer, brief: 'Watch it.', expiresAt: at('14:45:10') },
      },
    },
    { by: dele, draft: { type: 'command_accepted', occurredAt: at('14:41:00'), payload: offer } },
  )
  const report = composeReport(sourceOf(writeLog(lines)))
  const text = words(report.answers[4]?.blocks ?? [])
  expect(text).toContain('Ines Okafor: Incident Commander 14:05 to 14:41')
  expect(text).toContain('Dele Adeyemi: Incident Commander 14:41 to 14:58')
  expect(text).toContain('Ines Okafor handed command to Dele Adeyemi at 14:41:00.')
  expect(report.handOvers.map(({ evidence }) => evidence.label)).toEqual(['14:41 hand-over'])
})

test('what is not known yet is said in words, listed, and never made up', () => {
  const report = composeReport(sourceOf(writeLog(loginStory().slice(0, 3)), { now: at('14:10:00') }))
  expect(report.headline).toBe('Customers cannot log in')
  expect(words(report.answers[2]?.blocks ?? [])).toBe('Not yet. Investigating since 14:04:10.')
  expect(words(report.answers[5]?.blocks ?? [])).toBe('Not solved yet.')
  expect(words(report.answers[6]?.blocks ?? [])).toBe('Not yet known. Nobody has said.')
  expect(report.gaps.map(({ number, kind }) => [number, kind])).toEqual([
    [3, 'blank'],
    [5, 'blank'],
    [6, 'blank'],
    [7, 'blank'],
    [8, 'blank'],
  ])
  expect(report.keyTimes.map(({ seconds }) => seconds)).toEqual([119, null, null, null])
  expect(report.tape.now).toBe(Date.parse(at('14:10:00')))
})

test.each([
  ['TBD', 'Not yet known. The log says “TBD”.'],
  ['  n/a ', 'Not yet known. The log says “n/a”.'],
  ['?', 'Not yet known. The log says “?”'],
])('an answer that says nothing (%s) is blank', (text, said) => {
  const report = composeReport(sourceOf(writeLog([...loginStory(), impact({ who: { text } })])))
  expect(words(report.answers[6]?.blocks ?? [])).toBe(said)
  expect(report.gaps).toEqual([{ number: 7, kind: 'blank', text: 'Who was impacted is blank.' }])
})

test('"not yet known" is kept as said, and counts as blank', () => {
  const report = composeReport(sourceOf(writeLog([...loginStory(), impact({ who: { notYetKnown: true } })])))
  expect(words(report.answers[6]?.blocks ?? [])).toBe('Not yet known.')
  expect(report.gaps.map(({ kind }) => kind)).toEqual(['blank'])
})

test('while a fix is watched, the third answer says since when', () => {
  const report = composeReport(sourceOf(writeLog(loginStory().slice(0, 17)), { now: at('14:30:00') }))
  expect(words(report.answers[2]?.blocks ?? [])).toBe('Not yet. Mitigated at 14:25:52, and watched since.')
})

test('a change that still runs after the resolution is a contradiction', () => {
  const lines = loginStory().map((line): Line => {
    const { draft } = line
    if (draft.type !== 'logged' || draft.payload.kind !== 'migration') return line
    return { ...line, draft: { ...draft, payload: { ...draft.payload, details: { outcome: 'running' } } } }
  })
  expect(composeReport(sourceOf(writeLog(lines))).gaps).toEqual([
    {
      number: 6,
      kind: 'contradiction',
      text: 'The migration of 14:21 is still marked running, though the incident is resolved.',
    },
  ])
})

test('a run that a later entry ends is not told as still running', () => {
  const lines = loginStory()
  const migration = { name: 'add_index_sessions_token', outcome: 'running' } as const
  lines.splice(9, 0, {
    by: priya,
    draft: {
      type: 'logged',
      occurredAt: at('13:52:40'),
      payload: { kind: 'migration', text: 'Begins.', details: migration },
    },
  })
  const report = composeReport(sourceOf(writeLog(lines)))
  expect(words(report.answers[5]?.blocks ?? [])).toContain(
    '13:52 Migration Begins. [add_index_sessions_token; started]',
  )
  expect(report.gaps).toEqual([])
})

test('a log written down afterwards says so once', () => {
  const later = loginStory().map((line) => ({ ...line, recordedAt: '2026-05-20T09:00:00.000Z' }))
  const report = composeReport(sourceOf(writeLog(later), { now: '2026-05-21T09:00:00.000Z' }))
  expect(report.late).toBe(
    'The whole log was written down afterwards, its first entry added 5\u202fdays later.',
  )
  expect(report.timeline.map(({ late }) => late)).toEqual(report.timeline.map(() => null))
})

test.each([
  ['The page spins.', true],
  ['“Take for free” it says', false],
  ['- one\n- two', false],
  ['one\n\ntwo', false],
])('quotation marks go around short words that bring none: %j', (reported, marks) => {
  const [first, ...others] = loginStory()
  if (first?.draft.type !== 'incident_reported') throw new Error('The story begins with its report')
  const draft = { ...first.draft, payload: { ...first.draft.payload, reported } }
  const report = composeReport(sourceOf(writeLog([{ ...first, draft }, ...others])))
  expect(report.answers[0]?.blocks[0]).toEqual({ type: 'quote', text: reported, marks })
})

test('a fix that did not hold is told, and the mitigation that counts is the last', () => {
  const lines = loginStory()
  lines.splice(
    17,
    0,
    {
      by: ines,
      draft: {
        type: 'status_changed',
        occurredAt: at('14:27:00'),
        payload: { from: 'monitoring', to: 'investigating', reason: 'Errors are back.' },
      },
    },
    {
      by: ines,
      draft: {
        type: 'status_changed',
        occurredAt: at('14:30:00'),
        payload: { from: 'investigating', to: 'monitoring', reason: null },
      },
    },
  )
  const report = composeReport(sourceOf(writeLog(lines)))
  expect(words(report.answers[2]?.blocks ?? [])).toContain(
    'A fix of 14:25:52 did not hold. The work went on at 14:27:00. Errors are back. Mitigated at 14:30:00.',
  )
  expect(words(report.answers[3]?.blocks ?? [])).toContain('Report to mitigation 27 min 49 s')
})

test('the timeline is ordered by when it happened, marks late entries and leaves notes out', () => {
  const rows = composeReport(sourceOf(story)).timeline
  expect(rows.map(({ time }) => time)).toEqual(rows.map(({ time }) => time).toSorted())
  expect(rows[0]).toMatchObject({
    time: '13:52:31',
    elapsed: 'T−10',
    lead: 'Deploy',
    late: 'added 24\u202fmin later',
  })
  expect(rows.some(({ seq }) => seq === 18 || seq === 3)).toBe(false)
})

test('times follow the zone; another day, and another offset after a change of the clocks, stand beside them', () => {
  const report = composeReport(sourceOf(story, { zone: 'America/New_York' }))
  expect(words(report.answers[1]?.blocks ?? [])).toContain('at 08:02:11 EDT.')
  const long = [
    ...loginStory().slice(0, 23),
    {
      by: ines,
      draft: {
        type: 'status_changed',
        occurredAt: '2026-10-26T12:00:00.000Z',
        payload: { from: 'resolved', to: 'closed', reason: null },
      },
    } satisfies Line,
  ]
  const late = composeReport(sourceOf(writeLog(long), { now: '2026-10-26T13:00:00.000Z' }))
  expect(words(late.answers[2]?.blocks ?? [])).toContain('Closed on Mon 26 Oct at 13:00:00 CET.')
  expect(late.zone.words).toBe(
    'Central European Summer Time (UTC+2), after the change of the clocks Central European Standard Time (UTC+1)',
  )
})

test('a drill says so', () => {
  expect(composeReport(sourceOf(writeLog(loginStory('drill'))))).toMatchObject({
    kind: 'drill',
    ref: 'DRILL-7',
  })
})

function changed(before: Report, after: Report): number[] {
  return before.answers
    .filter((answer, index) => JSON.stringify(answer.blocks) !== JSON.stringify(after.answers[index]?.blocks))
    .map(({ number }) => number)
}

function restingOn(report: Report, seq: number): number[] {
  return report.answers
    .filter(({ evidence }) => evidence.some((one) => one.seq === seq))
    .map(({ number }) => number)
}

function correction(seq: number, field: 'reported' | 'solution' | 'text', text: string): Line {
  return {
    by: priya,
    draft: {
      type: 'entry_corrected',
      occurredAt: at('15:22:00'),
      corrects: seq,
      payload: { field, text, reason: 'Read again' },
    },
  }
}

function impact(payload: { who: { text: string } | { notYetKnown: true } }): Line {
  return { by: ines, draft: { type: 'impact_described', occurredAt: at('15:22:00'), payload } }
}

function move(line: Line, time: string): Line {
  return { ...line, draft: { ...line.draft, occurredAt: at(time) } }
}

function ref({ id, name }: { id: string; name: string }) {
  return { id, name }
}
