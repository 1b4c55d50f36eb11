import fc from 'fast-check'
import { expect, test } from 'vitest'
import { classify, daysBetween, daysUntil, spreadOf, sumPromises } from '#lib/now/model.ts'

test.each([
  [[], { n: 0, median: null, p90: null }],
  [[60, 61, 62, 63], { n: 4, median: null, p90: null }],
  [[5, 1, 4, 2, 3], { n: 5, median: 3, p90: 5 }],
  [[10, 20, 30, 40, 50, 60], { n: 6, median: 35, p90: 60 }],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], { n: 10, median: 6, p90: 9 }],
  [[1, null, 2, null, 3, 4], { n: 4, median: null, p90: null }],
  [[0, 0, 0, 0, 7200], { n: 5, median: 0, p90: 7200 }],
])('spread of %j', (values, expected) => {
  expect(spreadOf(values)).toEqual(expected)
})

test('median and p90 lie among the values, in their order, whatever the order of the values', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { minLength: 5 }), (values) => {
      const { median, p90 } = spreadOf(values)
      const reversed = spreadOf([...values].reverse())
      const least = Math.min(...values)
      const most = Math.max(...values)
      expect(reversed).toEqual({ n: values.length, median, p90 })
      expect(median).toBeGreaterThanOrEqual(least)
      expect(p90).toBeLessThanOrEqual(most)
      expect(values).toContain(p90)
      expect(values.filter((value) => value <= (p90 ?? 0)).length).toBeGreaterThanOrEqual(values.length * 0.9)
    }),
  )
})

test('classes count each value once, on the bound in the class below', () => {
  expect(classify([0, 60, 61, 120, 500, null], [60, 120])).toEqual([2, 2, 1])
})

test('days are those of the zone, today last, the worst severity of each told', () => {
  const now = '2026-05-14T22:30:00.000Z' // 15 May in Berlin
  const history = [
    { severity: 'SEV3', reportedAt: '2026-05-14T22:10:00.000Z' },
    { severity: 'SEV2', reportedAt: '2026-05-14T21:50:00.000Z' },
    { severity: 'SEV1', reportedAt: '2026-05-14T01:00:00.000Z' },
    { severity: 'SEV1', reportedAt: '2025-01-01T00:00:00.000Z' },
  ] as const
  const days = daysUntil(now, 'Europe/Berlin', history)
  expect(days).toHaveLength(90)
  expect(days.at(-1)).toMatchObject({ worst: 'SEV3', counts: { SEV1: 0, SEV2: 0, SEV3: 1 } })
  expect(days.at(-2)).toMatchObject({ worst: 'SEV1', counts: { SEV1: 1, SEV2: 1, SEV3: 0 } })
  expect(days.slice(0, 88).every((day) => day.worst === null)).toBe(true)
  expect(daysUntil(now, 'UTC', history).at(-1)?.counts).toEqual({ SEV1: 1, SEV2: 1, SEV3: 1 })
})

test('days between are calendar days, also across a change of summer time', () => {
  expect(daysBetween('2026-03-28T22:59:00.000Z', '2026-03-29T22:01:00.000Z', 'Europe/Berlin')).toBe(2)
  expect(daysBetween('2026-05-14T00:00:00.000Z', '2026-05-14T20:00:00.000Z', 'UTC')).toBe(0)
})

test('promises of several incidents: all together, the worst of all, and how many made any', () => {
  const none = { due: 0, kept: 0, worstSecondsLate: null }
  expect(sumPromises([])).toEqual({ ...none, n: 0 })
  const never = { due: 1, kept: 0, worstSecondsLate: null }
  const late = { due: 8, kept: 7, worstSecondsLate: 720 }
  const later = { due: 3, kept: 2, worstSecondsLate: 60 }
  expect(sumPromises([none, late, never, later])).toEqual({ n: 3, due: 12, kept: 9, worstSecondsLate: 720 })
})
