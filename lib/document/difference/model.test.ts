import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type DifferencePart, differenceOf } from './model.ts'

test.each([
  ['one word', 'The cause was a lock.', 'The cause was a migration.', 'The cause was a [-lock][+migration].'],
  ['nothing', 'The same.', 'The same.', 'The same.'],
  ['words added at the end', 'One.', 'One. Two.', 'One.[+ Two.]'],
  ['words removed', 'Nobody at all could log in.', 'Nobody could log in.', 'Nobody [-at all ]could log in.'],
  [
    'a number as one word',
    '1,921 attempts at 14:05',
    '1,912 attempts at 14:50',
    '[-1,921][+1,912] attempts at [-14:05][+14:50]',
  ],
  [
    'several words as one change',
    'the old blue lock held',
    'the new red lock held',
    'the [-old blue][+new red] lock held',
  ],
  ['a line of a list', '- one\n- three', '- one\n- two\n- three', '- one\n- [+two\n- ]three'],
  ['Cyrillic by words', 'База не отвечает', 'База снова отвечает', 'База [-не][+снова] отвечает'],
  ['from nothing', '', 'Words.', '[+Words.]'],
  ['to nothing', 'Words.', '', '[-Words.]'],
  ['both empty', '', '', ''],
])('%s', (_, before, after, shown) => {
  expect(show(differenceOf(before, after))).toBe(shown)
})

test('the parts make both texts again, whatever they are', () => {
  const words = fc.array(
    fc.constantFrom('a', 'lock', ' ', '  ', '\n', '\r\n', '.', '14:05', '', '—', '👩‍🚒', '`x`'),
  )
  const text = fc.oneof(
    words.map((list) => list.join('')),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = differenceOf(before, after)
      expect(textOf(parts, 'removed')).toBe(before)
      expect(textOf(parts, 'added')).toBe(after)
    }),
    { numRuns: 300 },
  )
})

test('two long texts without a word in common take no longer than a breath', () => {
  const [before, after] = ['a', 'b'].map((letter) =>
    Array.from({ length: 3_000 }, (_, index) => `${letter}${index}`).join(' '),
  )
  const started = performance.now()
  const parts = differenceOf(before ?? '', after ?? '')
  expect(performance.now() - started).toBeLessThan(10_000)
  expect(parts.map(({ change }) => change)).toEqual(['removed', 'added'])
})

test('many words changed in many lines are told line by line', () => {
  const text = (word: string) =>
    Array.from({ length: 900 }, (_, index) => `${index} ${index % 2 ? word : 'same'} ${index}`).join('\n')
  const parts = differenceOf(text('old'), text('new'))
  expect(parts.filter(({ change }) => change === 'same').length).toBeGreaterThan(100)
})

function textOf(parts: readonly DifferencePart[], change: 'added' | 'removed'): string {
  return parts
    .filter((part) => part.change === 'same' || part.change === change)
    .map(({ text }) => text)
    .join('')
}

function show(parts: readonly DifferencePart[]): string {
  const mark = { same: '', added: '+', removed: '-' }
  return parts.map(({ text, change }) => (change === 'same' ? text : `[${mark[change]}${text}]`)).join('')
}
