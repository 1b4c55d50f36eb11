/** What the later commands make of a report: ends, reopenings, changes taken back, milestones set, take-overs. */
import { expect, test } from 'vitest'
import type { Draft, Entry } from '#lib/incident/entries/table.ts'
import type { ActorRef } from '#lib/incident/incident.ts'
import { composeReport } from './compose.ts'
import { at, ines, jonas, type Line, loginStory, priya, sourceOf, writeLog } from './fixture.ts'
import { writeReport } from './markdown.ts'
import type { Report } from './model.ts'
import { words } from './plain.ts'

function line(by: ActorRef, time: string, draft: Omit<Draft, 'occurredAt'>): Line {
  // Type and payload stay the pair that they were; only the time is added.
  return { by, draft: { ...draft, occurredAt: at(time) } as Draft }
}

function move(time: string, from: string, to: string, reason: string | null = null): Line {
  return line(ines, time, { type: 'status_changed', payload: { from, to, reason } } as Omit<
    Draft,
    'occurredAt'
  >)
}

/** The story up to 14:24, still going on, and then these lines. */
function composed(...lines: Line[]): Report {
  return composeReport(sourceOf(writeLog([...loginStory().slice(0, 16), ...lines])))
}

function answer(report: Report, number: number) {
  const found = report.answers[number - 1]
  return { text: words(found?.blocks ?? []), seqs: found?.evidence.map(({ seq }) => seq) ?? [] }
}

const told = ({ timeline }: Report) =>
  timeline.map(({ lead, text }) => [lead, text].filter(Boolean).join(': '))

test('a reopened incident tells its earlier end, and counts from the report to the last one', () => {
  const report = composeReport(
    sourceOf(
      writeLog([
        ...loginStory(),
        move('16:00:00', 'closed', 'investigating', 'The lock is back'),
        move('16:30:00', 'investigating', 'resolved'),
      ]),
    ),
  )
  expect(answer(report, 3).text).toBe(
    'Resolved at 14:58:00, closed at 15:20:30 and reopened at 16:00:00. The lock is back. Resolved at 16:30:00, 2 h 27 min after the report. Not yet closed.',
  )
  expect(answer(report, 3).seqs).toEqual([1, 23, 24, 25, 26])
  expect(answer(report, 4).text).toContain('Report to mitigation not in the log')
  expect(told(report)).toContain('Reopened, Ines Okafor. The lock is back.')
  expect(report.statusLine).toBe('Resolved 16:30, Thursday 14 May 2026')
})

test('reopened and not over yet: it says so, and the report is not complete', () => {
  const report = composeReport(
    sourceOf(writeLog([...loginStory(), move('16:00:00', 'closed', 'investigating', 'Again')]), {
      now: at('16:10:00'),
    }),
  )
  expect(answer(report, 3).text).toContain(
    'reopened at 16:00:00. Again. Not yet. Investigating since 16:00:00.',
  )
  expect(report.gaps.map(({ number }) => number)).toContain(3)
})

test('a cancelled incident says when and why, and waits for nothing', () => {
  const report = composed(move('14:30:00', 'identified', 'cancelled', 'A load test of ours'))
  expect(answer(report, 3).text).toBe('Cancelled at 14:30:00. A load test of ours.')
  expect(answer(report, 3).seqs).toEqual([17])
  expect(answer(report, 6).text).toContain('It was cancelled; there was nothing to solve.')
  expect(report.gaps).toEqual([])
  expect(report.headline).toBe('Customers cannot log in')
  expect(report.statusLine).toBe('Cancelled 14:30, Thursday 14 May 2026')
  expect(report.summary).toContain('Cancelled at 14:30.')
  expect(report.severityTimes.at(-1)).toMatchObject({ severity: 'SEV1', seconds: 24 * 60 + 2 })
  expect(told(report)).toContain('Cancelled, Ines Okafor. A load test of ours.')
})

test('a merged incident says where it went on, and why', () => {
  const target = { id: '0191', ref: 'INC-140', topic: 'The database is down' }
  const report = composed(
    line(ines, '14:30:00', { type: 'merged_into', payload: { target, reason: 'The same lock' } }),
    move('14:30:00', 'identified', 'merged', 'The same lock'),
  )
  expect(answer(report, 3).text).toBe(
    'Merged into INC-140, The database is down, at 14:30:00. The same lock.',
  )
  expect(answer(report, 6).text).toContain('What solved it stands in the report of INC-140.')
  expect(answer(report, 6).seqs).toEqual(expect.arrayContaining([17, 18]))
  expect(report.summary).toContain('Merged into INC-140 at 14:30.')
  expect(told(report)).toContain('Ines Okafor merged this incident into INC-140. The same lock.')
  expect(report.gaps).toEqual([])
})

test('an incident that others were merged into names them with what was reported', () => {
  const source = { id: '0191', ref: 'INC-143', topic: 'Nobody can pay' }
  const report = composed(line(ines, '14:30:00', { type: 'merged_from', payload: { source } }))
  expect(answer(report, 1).text).toContain(
    'Also reported as INC-143, Nobody can pay. Merged into this one at 14:30:00.',
  )
  expect(answer(report, 1).seqs).toEqual([1, 17])
})

test('a change that was taken back is told nowhere but in the log', () => {
  const plain = composed()
  const lowered = line(ines, '14:26:00', {
    type: 'severity_changed',
    payload: { from: 'SEV1', to: 'SEV3', reason: 'The wrong button' },
  })
  const undone = line(ines, '14:26:10', {
    type: 'change_undone',
    corrects: 17,
    payload: { field: 'severity', from: 'SEV3', to: 'SEV1' },
  })
  const report = composed(lowered, undone)
  expect(told(report)).toEqual(told(plain))
  expect(report.answers.map(({ blocks }) => blocks)).toEqual(plain.answers.map(({ blocks }) => blocks))
  expect(report.severityTimes).toEqual(plain.severityTimes)
  expect(report.tape.marks).toEqual(plain.tape.marks)
  expect(report.leftOut).toBe(plain.leftOut + 2)
})

test('a mitigation that was taken back is none, and the answers rest on who took it back', () => {
  const undone = line(ines, '14:26:10', {
    type: 'change_undone',
    corrects: 17,
    payload: { field: 'status', from: 'monitoring', to: 'identified' },
  })
  const report = composed(move('14:26:00', 'identified', 'monitoring'), undone)
  expect(answer(report, 3).text).toBe('Not yet. Identified since 14:19:00.')
  for (const number of [3, 4, 8]) expect(answer(report, number).seqs).toContain(18)
  expect(answer(report, 1).seqs).toEqual([1])
})

test('a milestone set by hand is what the answers say, with its reason and its entry', () => {
  const set = line(ines, '15:00:00', {
    type: 'milestone_set',
    payload: {
      milestone: 'mitigatedAt',
      from: at('14:26:00'),
      to: at('14:24:30'),
      reason: 'The rollback was the fix',
    },
  })
  const report = composed(move('14:26:00', 'identified', 'monitoring'), set)
  expect(answer(report, 4).text).toContain('Report to mitigation 22 min 19 s (14:02:11 to 14:24:30)')
  expect(answer(report, 4).text).toContain('“Mitigated” was set by Ines Okafor: The rollback was the fix.')
  for (const number of [3, 4, 8]) expect(answer(report, number).seqs).toContain(18)
  expect(told(report)).toContain('“Mitigated” set to 14:24 by Ines Okafor. The rollback was the fix.')
})

test('a milestone marked as unknown is told as not in the log', () => {
  const unknown = line(ines, '15:00:00', {
    type: 'milestone_set',
    payload: {
      milestone: 'impactStartedAt',
      from: at('13:53:00'),
      to: null,
      reason: 'That was another alert',
    },
  })
  const report = composed(unknown)
  expect(answer(report, 2).text).toBe('Thursday 14 May 2026 at 14:02:11 CEST.')
  expect(answer(report, 8).text).toContain('When the impact began is not in the log.')
  for (const number of [2, 8]) expect(answer(report, number).seqs).toContain(17)
})

test('the report’s own time, put right, moves every clock that starts at it', () => {
  const set = line(ines, '15:00:00', {
    type: 'milestone_set',
    payload: {
      milestone: 'reportedAt',
      from: at('14:02:11'),
      to: at('14:00:00'),
      reason: 'The call was earlier',
    },
  })
  const report = composed(set)
  expect(answer(report, 2).text).toContain('at 14:00:00 CEST. The impact had begun at 13:53, 7 min before.')
  expect(answer(report, 2).seqs).toEqual([1, 9, 17])
  expect(answer(report, 4).text).toContain('Report to first answer 4 min 10 s (14:00:00 to 14:04:10)')
  expect(report.timeline.find(({ seq }) => seq === 2)?.elapsed).toBe('T+04')
})

test('its labels stand at the head, each once, with what they are', () => {
  const add = (name: string, kind: 'component' | 'cause') =>
    line(priya, '14:41:00', { type: 'label_added', payload: { label: { kind, name } } })
  const report = composed(add('*checkout*', 'component'), add('DNS', 'cause'))
  expect(report.labels).toEqual(['*checkout* (component)', 'DNS (cause)'])
  expect(writeReport(report, 'https://sitrep.test')).toContain(
    'Labels: \\*checkout\\* (component), DNS (cause).',
  )
})

test('command taken over is a hand-off, with its reason; the new topic heads the report', () => {
  const ref = ({ id, name }: ActorRef) => ({ id, name })
  const report = composed(
    line(jonas, '14:40:00', {
      type: 'command_taken_over',
      payload: { from: ref(ines), to: ref(jonas), reason: 'Ines does not answer' },
    }),
    line(priya, '14:41:00', {
      type: 'topic_changed',
      payload: { from: 'Customers cannot log in', to: 'Customers cannot log in or pay' },
    }),
  )
  expect(answer(report, 5).text).toContain(
    'Jonas Beck took over command from Ines Okafor at 14:40:00: Ines does not answer.',
  )
  expect(answer(report, 5).text).toContain('Ines Okafor: Incident Commander 14:05 to 14:40')
  expect(report.handOvers).toHaveLength(1)
  expect(report.topic).toBe('Customers cannot log in or pay')
  expect(told(report)).toContain('Topic: Customers cannot log in or pay')
  expect(told(report)).toContain('Jonas Beck took over command from Ines Okafor. Ines does not answer.')
  expect(writeReport(report, 'https://sitrep.test')).toContain('took over command')
})

test('entries that the report knows nothing of move nothing in it, and are counted as left out', () => {
  const entries = writeLog([
    ...loginStory(),
    line(ines, '15:30:00', {
      type: 'milestone_set',
      payload: { milestone: 'detectedAt', from: null, to: at('14:01:00'), reason: 'The alert' },
    }),
  ])
  const plain = composeReport(sourceOf(entries))
  const last = entries.at(-1)
  if (!last) throw new Error('The story has entries')
  // A type of a later version: what its payload is, nobody here knows. In winter the clocks differ.
  const approved = {
    ...last,
    seq: 26,
    type: 'report_approved',
    payload: { version: 1 },
    occurredAt: '2026-12-01T09:00:00.000Z',
  } as unknown as Entry
  const report = composeReport({ ...sourceOf(entries), entries: [...entries, approved] })
  expect(report).toEqual({ ...plain, entries: 26, leftOut: plain.leftOut + 1 })
})
