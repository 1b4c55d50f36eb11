import { expect, test } from 'vitest'
import { closeness, piecesOf } from './match.ts'

test.each([
  ['Customers cannot log in', 'log', true],
  ['Customers cannot log in', 'in log', true],
  ['Customers cannot log in', 'login', false],
  ['INC-142 Überlast', 'uber 142', true],
  ['Settings: People', 'PEOPLE', true],
  ['Anything', '', true],
])('%s is found by "%s": %s', (text, typed, isFound) => {
  expect(closeness(text, typed) > 0).toBe(isFound)
})

test('the beginning of the text counts more than that of a word, and that more than its middle', () => {
  const order = ['Catalog is slow', 'Write to the log', 'Log in fails']
  expect(order.toSorted((a, b) => closeness(b, 'log') - closeness(a, 'log'))).toEqual([
    'Log in fails',
    'Write to the log',
    'Catalog is slow',
  ])
})

test('what was found is marked, whatever its accents', () => {
  expect(piecesOf('Die Überlast', 'uber')).toEqual([
    { at: 0, text: 'Die ', isMatch: false },
    { at: 4, text: 'Über', isMatch: true },
    { at: 8, text: 'last', isMatch: false },
  ])
  expect(piecesOf('nothing', 'x')).toEqual([{ at: 0, text: 'nothing', isMatch: false }])
  expect(piecesOf('', 'x')).toEqual([])
})
