import { expect, test } from 'vitest'
import { isNews } from '#components/live/hints.ts'

test.each([
  ['hint', '{"ref":"INC-1","seq":8}', true],
  ['hint', '{"ref":"INC-1","seq":7}', false],
  ['hint', '{"ref":"INC-2","seq":1}', true],
  ['hint', '{"ref":"INC-2"}', false],
  ['hint', 'null', false],
  ['hint', 'not JSON', false],
  ['entry', '{"ref":"INC-1","seq":8}', false],
  ['reset', '', true],
])('%s %s is news to a page that shows entry 7 of INC-1: %s', (event, data, expected) => {
  expect(isNews({ event, data }, { 'INC-1': 7 })).toBe(expected)
})
