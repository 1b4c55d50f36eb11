import { expect, test } from 'vitest'
import { promiseClock } from '#lib/time/promise.ts'

const dueAt = '2026-05-14T12:55:00.000Z'

test.each([
  ['12:43:00.000', 'Next update by', '12 min', false],
  ['12:43:00.001', 'Next update by', '12 min', false],
  ['12:42:59.999', 'Next update by', '13 min', false],
  ['11:30:00.000', 'Next update by', '1 h 25 min', false],
  ['12:54:00.000', 'Next update by', '1 min', false],
  ['12:54:00.001', 'Next update by', '1 min', false],
  ['12:54:01.000', 'Next update by', '59 s', false],
  ['12:55:00.000', 'Next update by', '0 s', false],
  ['12:55:00.900', 'Next update by', '0 s', false],
  ['12:55:01.000', 'Public update overdue', '0:01', true],
  ['12:57:08.000', 'Public update overdue', '2:08', true],
  ['14:00:00.000', 'Public update overdue', '1:05:00', true],
])('at %s: %s %s', (time, lead, left, isLate) => {
  const clock = promiseClock({ kind: 'next', dueAt }, `2026-05-14T${time}Z`)
  expect({ ...clock, left: clock.left.replaceAll(/[\u00a0\u202f]/g, ' ') }).toEqual({ lead, left, isLate })
})

test('before anything was said it is the first one that is due', () => {
  expect(promiseClock({ kind: 'first', dueAt }, '2026-05-14T12:54:30.000Z').lead).toBe('First update by')
  expect(promiseClock({ kind: 'first', dueAt }, '2026-05-14T12:56:30.000Z').lead).toBe(
    'Public update overdue',
  )
})
