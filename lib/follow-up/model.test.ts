import { expect, test } from 'vitest'
import { dayOf, dayWords, dueMark, type FollowUp, followUpRow, groupsByDue } from './model.ts'

const today = '2026-12-30'
const row = (more: Partial<FollowUp> = {}): FollowUp => ({
  ...{
    id: 'f1',
    ref: 'INC-1',
    topic: 'T',
    severity: 'SEV1',
    number: 3,
    title: 'One',
    kind: 'prevent',
    state: 'open',
  },
  ...{ owner: null, dueOn: null, url: null, outcome: null, createdBy: { id: 'p2', name: 'Jonas' } },
  ...{ createdAt: '2026-05-14T10:00:00.000Z', changedAt: '2026-05-14T10:00:00.000Z', endedAt: null },
  ...more,
})

test.each([
  ['2026-12-29', 'open', 'Overdue'],
  ['2026-12-30', 'open', 'Today'],
  ['2026-12-31', 'in_progress', 'Tomorrow'],
  ['2027-01-01', 'open', null],
  [null, 'open', null],
  ['2026-01-01', 'done', null],
  ['2026-01-01', 'dropped', null],
] as const)('due %s and %s: %s', (dueOn, state, mark) => {
  expect(dueMark({ dueOn, state }, today)).toBe(mark)
})

test('a day is one of the zone, and is said with its year when that is another one', () => {
  const at = Date.parse('2026-12-30T23:30:00Z')
  expect([dayOf(at, 'UTC'), dayOf(at, 'Europe/Berlin')]).toEqual(['2026-12-30', '2026-12-31'])
  expect([dayWords('2026-12-31', today), dayWords('2027-01-01', today)]).toEqual([
    'Thu 31 Dec',
    'Fri 1 Jan 2027',
  ])
})

test('in a list under heads, empty ones left out; what has ended is last whatever its day', () => {
  const days = ['2026-12-01', '2026-12-30', '2027-01-06', '2027-01-07', null]
  const rows = [...days.map((dueOn) => row({ dueOn })), row({ dueOn: '2026-01-01', state: 'dropped' })]
  expect(groupsByDue(rows, today).map(({ title, rows }) => [title, rows.map(({ dueOn }) => dueOn)])).toEqual([
    ['Overdue', ['2026-12-01']],
    ['Due within a week', ['2026-12-30', '2027-01-06']],
    ['Later', ['2027-01-07']],
    ['Without a day', [null]],
    ['Ended', ['2026-01-01']],
  ])
  expect(groupsByDue([], today)).toEqual([])
})

test('as a document lists it', () => {
  const owner = { id: 'p1', name: 'Ines Okafor' }
  expect(
    followUpRow(row({ owner, dueOn: '2026-05-20', state: 'in_progress', kind: 'detect' }), today),
  ).toEqual({
    ...{ number: 3, title: 'One', kind: 'Detect', owner: 'Ines Okafor', due: 'Wed 20 May' },
    ...{ state: 'In progress', done: false },
  })
  expect(followUpRow(row({ state: 'dropped' }), today)).toMatchObject({ owner: null, due: null, done: true })
})
