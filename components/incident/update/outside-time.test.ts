import { expect, test } from 'vitest'
import { outsideTime } from '#components/incident/update/outside-time.ts'

test.each([
  ['today', '2026-11-30T00:05:00.000Z', 'Europe/London', '00:05 UTC'],
  ['the evening before', '2026-11-29T22:40:00.000Z', 'Europe/London', '22:40 UTC on Sunday 29 November'],
  // What is yesterday in one zone is today in another.
  ['the evening before elsewhere', '2026-11-29T23:40:00.000Z', 'Europe/Berlin', '00:40 CET'],
  [
    'when the clocks were others',
    '2026-10-24T22:40:00.000Z',
    'Europe/London',
    '23:40 BST on Saturday 24 October',
  ],
  ['a year before', '2025-12-31T22:40:00.000Z', 'UTC', '22:40 UTC on Wednesday 31 December 2025'],
])('a time in words that leave the room: %s', (_, at, zone, words) => {
  expect(outsideTime(at, '2026-11-30T09:00:00.000Z', zone)).toBe(words)
})
