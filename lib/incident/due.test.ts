import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wallClock } from '#lib/time/zone.ts'
import { dueOf } from './due.ts'
import type { Severity } from './incident.ts'

const berlin = 'Europe/Berlin'

test.each<[string, Severity, string, string, string]>([
  ['three days', 'SEV1', '2026-05-14T12:58:00.000Z', berlin, '2026-05-17T21:59:59.000Z'],
  [
    'three days over a weekend are three days',
    'SEV1',
    '2026-05-15T12:00:00.000Z',
    berlin,
    '2026-05-18T21:59:59.000Z',
  ],
  [
    'five working days from a Thursday',
    'SEV2',
    '2026-05-14T12:58:00.000Z',
    berlin,
    '2026-05-21T21:59:59.000Z',
  ],
  ['from a Monday', 'SEV2', '2026-05-11T08:00:00.000Z', berlin, '2026-05-18T21:59:59.000Z'],
  ['from a Friday', 'SEV2', '2026-05-15T12:00:00.000Z', berlin, '2026-05-22T21:59:59.000Z'],
  [
    'from a Saturday the count begins on Monday',
    'SEV2',
    '2026-05-16T12:00:00.000Z',
    berlin,
    '2026-05-22T21:59:59.000Z',
  ],
  ['from a Sunday too', 'SEV2', '2026-05-17T12:00:00.000Z', berlin, '2026-05-22T21:59:59.000Z'],
  [
    'late on Friday in UTC is Saturday in Tokyo',
    'SEV2',
    '2026-05-15T23:00:00.000Z',
    'Asia/Tokyo',
    '2026-05-22T14:59:59.000Z',
  ],
  ['over the end of a year', 'SEV1', '2026-12-30T10:00:00.000Z', berlin, '2027-01-02T22:59:59.000Z'],
  [
    'working days over the end of a year',
    'SEV2',
    '2026-12-30T10:00:00.000Z',
    berlin,
    '2027-01-06T22:59:59.000Z',
  ],
  ['over a leap day', 'SEV1', '2028-02-27T10:00:00.000Z', 'UTC', '2028-03-01T23:59:59.000Z'],
  ['into summer time', 'SEV1', '2026-03-27T10:00:00.000Z', berlin, '2026-03-30T21:59:59.000Z'],
  ['into winter time', 'SEV2', '2026-10-22T10:00:00.000Z', berlin, '2026-10-29T22:59:59.000Z'],
  ['a last day of 25 hours', 'SEV1', '2026-10-22T10:00:00.000Z', berlin, '2026-10-25T22:59:59.000Z'],
  [
    'a next day without a midnight',
    'SEV1',
    '2026-04-20T10:00:00.000Z',
    'Africa/Cairo',
    '2026-04-23T21:59:59.000Z',
  ],
])('%s', (_, severity, resolvedAt, zone, due) => {
  expect(dueOf(severity, resolvedAt, zone)).toBe(due)
})

test('SEV3 owes no post-mortem', () => {
  expect(dueOf('SEV3', '2026-05-14T12:58:00.000Z', berlin)).toBeNull()
})

test('in any zone and at any time: the last second of a day, five working days on, never on a weekend', () => {
  const zones = [
    'UTC',
    berlin,
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Africa/Cairo',
    'Pacific/Apia',
  ]
  const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (resolved, zone) => {
      const due = dueOf('SEV2', resolved.toISOString(), zone) ?? ''
      const last = wallClock(due, zone)
      expect([last.hour, last.minute, last.second]).toEqual([23, 59, 59])
      const first = wallClock(resolved, zone)
      const days = (dayOf(last) - dayOf(first)) / 86_400_000
      const between = Array.from({ length: days }, (_, index) => (first.weekday + index + 1) % 7)
      expect(between.filter((day) => day !== 0 && day !== 6)).toHaveLength(5)
      expect([0, 6]).not.toContain(last.weekday)
    }),
    { numRuns: 200 },
  )
})

function dayOf({ year, month, day }: { year: number; month: number; day: number }): number {
  return Date.UTC(year, month - 1, day)
}
