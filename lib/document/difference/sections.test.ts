import { expect, test } from 'vitest'
import { compareTexts } from './sections.ts'

test('sections stand in the document’s order, those that differ with their parts, empty ones not at all', () => {
  const compared = compareTexts('report', {
    before: { answer_6: 'Rolled back to v846.', headline: 'No logins', answer_7: '' },
    after: { answer_6: 'Rolled back to v845.', headline: 'No logins', answer_8: 'Login failed.' },
    titles: { headline: 'Headline', answer_6: 'What was the solution?' },
  })
  expect(compared.map(({ section, title, parts }) => [section, title, parts !== null])).toEqual([
    ['headline', 'Headline', false],
    ['answer_6', 'What was the solution?', true],
    ['answer_8', 'answer_8', true],
  ])
  expect(compared[1]?.parts?.filter(({ change }) => change !== 'same')).toEqual([
    { text: 'v846', change: 'removed' },
    { text: 'v845', change: 'added' },
  ])
})
