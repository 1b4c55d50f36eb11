import { expect, test } from 'vitest'
import {
  insertMention,
  matchPeople,
  readMention,
  splitMentions,
} from '#components/incident/composer/mention.ts'

test.each([
  ['@', '', 0],
  ['Ask @in', 'in', 4],
  ['Ask (@Ines', 'Ines', 5],
  ['@Ines Oka', 'Ines Oka', 0],
  ['Zeile\n@Özl', 'Özl', 6],
])('in %j a person is being named', (text, typed, from) => {
  expect(readMention(text, text.length)).toEqual({ from, typed })
})

test.each(['', 'ines', 'mail ines@example.org', '@Ines ', '@Ines Okafor has it', 'a @ b'])(
  'in %j nobody is',
  (text) => {
    expect(readMention(text, text.length)).toBeNull()
  },
)

test('only what stands before the caret is read', () => {
  expect(readMention('@in and more', 3)).toEqual({ from: 0, typed: 'in' })
})

const people = ['Jonas Beck', 'Ines Okafor', 'Olga Inberg', 'Prince'].map((name) => ({ id: name, name }))

test('a first name comes before a later one', () => {
  expect(matchPeople('in', people).map(({ name }) => name)).toEqual(['Ines Okafor', 'Olga Inberg'])
  expect(matchPeople('ines o', people).map(({ name }) => name)).toEqual(['Ines Okafor'])
  expect(matchPeople('', people)).toHaveLength(4)
  expect(matchPeople('x', people)).toEqual([])
})

test('the name takes the place of what was typed, with one space behind it', () => {
  expect(insertMention('Ask @in', { from: 4, caret: 7 }, 'Ines Okafor')).toEqual({
    text: 'Ask @Ines Okafor ',
    caret: 17,
  })
  expect(insertMention('Ask @in now', { from: 4, caret: 7 }, 'Ines Okafor')).toEqual({
    text: 'Ask @Ines Okafor now',
    caret: 17,
  })
})

test('who is named is found, whole names only, whatever signs a name holds', () => {
  const names = ['Ines', 'Ines Okafor', 'A. (B+)']
  expect(splitMentions('@Ines Okafor and @Ines.', names)).toEqual(['', '@Ines Okafor', ' and ', '@Ines', '.'])
  expect(splitMentions('a@Ines @Inesse', names)).toEqual(['a@Ines @Inesse'])
  expect(splitMentions('@A. (B+)!', names)).toEqual(['', '@A. (B+)', '!'])
  expect(splitMentions('no one', names)).toEqual(['no one'])
  expect(splitMentions('@', [])).toEqual(['@'])
})
