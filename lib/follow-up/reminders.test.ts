import { expect, test } from 'vitest'
import type { FollowUp } from './model.ts'
import { isReminderTime, remindersOf, weekOf } from './reminders.ts'

const zone = 'Europe/Berlin'
const origin = 'https://sitrep.example'
const monday = Date.parse('2026-05-18T06:00:00Z')
const row = (more: Partial<FollowUp> & { email?: string } = {}): FollowUp & { email: string } => ({
  ...{
    id: 'f1',
    ref: 'INC-1',
    topic: 'T',
    severity: 'SEV1',
    number: 1,
    title: 'One',
    kind: 'prevent',
    state: 'open',
  },
  ...{ owner: { id: 'p1', name: 'Ines' }, dueOn: null, url: null, outcome: null, email: 'ines@example.org' },
  ...{ createdBy: { id: 'p2', name: 'Jonas' }, createdAt: '2026-05-14T10:00:00.000Z' },
  ...{ changedAt: '2026-05-14T10:00:00.000Z', endedAt: null },
  ...more,
})

test.each([
  ['2026-05-18T06:00:00Z', 'Europe/Berlin', true],
  ['2026-05-18T06:59:59Z', 'Europe/Berlin', true],
  ['2026-05-18T07:00:00Z', 'Europe/Berlin', false],
  // In winter an hour later by UTC.
  ['2026-01-12T06:00:00Z', 'Europe/Berlin', false],
  ['2026-01-12T07:00:00Z', 'Europe/Berlin', true],
  // Still Sunday in UTC, and half an hour off.
  ['2026-05-17T20:30:00Z', 'Pacific/Auckland', true],
  ['2026-05-18T02:30:00Z', 'Asia/Kolkata', true],
  ['2026-05-17T06:00:00Z', 'Europe/Berlin', false],
])('%s in %s: %s', (at, where, is) => {
  expect(isReminderTime(Date.parse(at), where)).toBe(is)
})

test.each([
  ['2026-01-01', '2026-W01'],
  ['2025-12-29', '2026-W01'],
  ['2027-01-03', '2026-W53'],
  ['2026-05-18', '2026-W21'],
])('%s lies in %s', (day, week) => {
  expect(weekOf(day)).toBe(week)
})

test('one reminder for each owner, the most urgent first; what has ended or is nobody’s is in none', () => {
  const reminders = remindersOf(
    [
      row({ id: 'f2', number: 2, title: 'Later', dueOn: '2026-06-01' }),
      row({ id: 'f1', title: 'No day' }),
      row({ id: 'f3', number: 3, title: 'Overdue', dueOn: '2026-05-17', state: 'in_progress' }),
      row({ id: 'f4', state: 'done' }),
      row({ id: 'f5', owner: null }),
      row({
        id: 'f6',
        title: 'Today',
        dueOn: '2026-05-18',
        owner: { id: 'p9', name: 'Zoë' },
        email: 'z@example.org',
      }),
    ],
    { now: monday, zone, origin },
  )
  expect(reminders.map(({ person, items }) => [person.name, items.map(({ title }) => title)])).toEqual([
    ['Ines', ['Overdue', 'Later', 'No day']],
    ['Zoë', ['Today']],
  ])
  expect(reminders[0]?.items[0]).toEqual({
    ...{ ref: 'INC-1', number: 3, title: 'Overdue', due: 'Sun 17 May', overdue: true },
    url: 'https://sitrep.example/follow-ups?incident=INC-1#follow-up-f3',
  })
  expect(reminders[1]?.items[0]?.overdue).toBe(false)
  expect(reminders.map(({ dedupeKey }) => dedupeKey)).toEqual([
    'follow-ups:p1:2026-W21',
    'follow-ups:p9:2026-W21',
  ])
})

test('a mail has at most fifty', () => {
  const many = Array.from({ length: 80 }, (_, n) => row({ id: `f${n}`, number: n }))
  expect(remindersOf(many, { now: monday, zone, origin })[0]?.items).toHaveLength(50)
})
