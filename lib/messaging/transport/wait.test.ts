import { expect, test } from 'vitest'
import { waitAsked } from './wait.ts'

const now = Date.parse('2026-05-14T12:00:00.000Z')

test.each<[string | null | undefined, number | null]>([
  ['2', 2_000],
  [' 2.5 ', 2_500],
  ['0', 500],
  ['Thu, 14 May 2026 12:01:00 GMT', 60_000],
  ['Thu, 14 May 2026 11:00:00 GMT', 500],
  ['86400', 900_000],
  ['soon', null],
  ['', null],
  [null, null],
  [undefined, null],
])('%s: %s ms', (header, wait) => {
  expect(waitAsked(header, now)).toBe(wait)
})
