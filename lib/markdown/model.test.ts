import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Block, type Inline, inlineText, parseMarkdown, plainText, switchedOff } from './model.ts'

const links = (text: string): string[] => {
  const found: string[] = []
  const inlines = (list: readonly Inline[]): void => {
    for (const inline of list) {
      if (inline.type === 'link') found.push(inline.href)
      if ('children' in inline) inlines(inline.children)
    }
  }
  const walk = (list: readonly Block[]): void => {
    for (const block of list) {
      if (block.type === 'list') for (const item of block.items) walk(item)
      else if (block.type === 'quote') walk(block.children)
      else if ('children' in block) inlines(block.children)
    }
  }
  walk(parseMarkdown(text))
  return found
}

test('reads what people write in a log', () => {
  expect(parseMarkdown('Rolled **web** back to `v846`, see https://x.test/a_b_c.')).toEqual([
    {
      type: 'paragraph',
      children: [
        { type: 'text', text: 'Rolled ' },
        { type: 'strong', children: [{ type: 'text', text: 'web' }] },
        { type: 'text', text: ' back to ' },
        { type: 'code', text: 'v846' },
        { type: 'text', text: ', see ' },
        {
          type: 'link',
          href: 'https://x.test/a_b_c',
          children: [{ type: 'text', text: 'https://x.test/a_b_c' }],
        },
        { type: 'text', text: '.' },
      ],
    },
  ])
})

test('keeps line breaks as they were typed', () => {
  expect(parseMarkdown('one\ntwo')).toEqual([
    {
      type: 'paragraph',
      children: [{ type: 'text', text: 'one' }, { type: 'break' }, { type: 'text', text: 'two' }],
    },
  ])
})

test.each([
  [
    'an image becomes a link to press, never a picture to load',
    '![x](https://track.test/p.gif)',
    ['https://track.test/p.gif'],
  ],
  ['javascript', '[press](javascript:alert(1))', []],
  ['javascript in capitals with a tab', '[press](JaVa&#9;Script:alert(1))', []],
  ['data', '[press](data:text/html;base64,PHNjcmlwdD4=)', []],
  ['vbscript and file', '[a](vbscript:x) [b](file:///etc/passwd)', []],
  ['a path of our own', '[a](/settings)', []],
  ['an autolink', '<https://a.test/b>', ['https://a.test/b']],
  ['mailto', '[mail](mailto:a@b.test)', ['mailto:a@b.test']],
  ['a bracket that belongs to the address', '(see https://a.test/x_(y)).', ['https://a.test/x_(y)']],
  ['a reference cannot hide its address', '[a][b]\n\n[b]: javascript:alert(1)', []],
])('%s', (_, text, expected) => {
  expect(links(text)).toEqual(expected)
})

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'before <b>bold</b> after',
  '<!-- a comment -->',
  '[b]: https://a.test "title"',
])('what is not on the list stays as typed: %s', (text) => {
  expect(plainText(text)).toBe(text)
})

test.each([
  ['```\nselect 1\n```', 'select 1'],
  ['```sql\nselect 1\n```', 'select 1'],
  ['```the fix was', 'the fix was'],
  ['```', ''],
])('what follows a fence is kept unless it names a language: %j', (text, expected) => {
  expect(parseMarkdown(text)).toEqual([{ type: 'code', text: expected }])
})

test('a line of dashes under a sentence is a line, not a heading', () => {
  expect(parseMarkdown('Now\n---').map((block) => block.type)).toEqual(['paragraph', 'rule'])
})

test('a refused address stays readable', () => {
  expect(plainText('[press](javascript:alert(1))')).toBe('press (javascript:alert(1))')
})

test('nesting without end costs neither stack nor much time', () => {
  const from = process.cpuUsage()
  for (const hostile of ['> ', '- ', '*a_ ', '[', '![', '`a`', '**a', '<a ', '[](', '\\', '&', '| ']) {
    const text = hostile.repeat(Math.floor(20_000 / hostile.length))
    expect(plainText(text).length).toBeGreaterThanOrEqual(0)
  }
  // Its own work, however busy the machine is with others': a third of it is usual.
  expect(process.cpuUsage(from).user).toBeLessThan(15_000_000)
}, 300_000)

test('any text parses, every link is of an allowed kind, and letters are never lost', async () => {
  await fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      for (const href of links(text)) expect(href).toMatch(/^(https?|mailto):/i)
    }),
    { numRuns: 500 },
  )
  await fc.assert(
    fc.property(
      fc.array(fc.constantFrom('a', ' b', '**', '_', '`a`', '[', ']', '(', ')', '\n', '> ', '- ', '<i>'), {
        maxLength: 60,
      }),
      (parts) => {
        const letters = (value: string) => value.replace(/[^ab]/g, '')
        expect(
          letters(
            parseMarkdown(parts.join(''))
              .map((block) => words(block))
              .join(''),
          ),
        ).toBe(letters(parts.join('')))
      },
    ),
    { numRuns: 500 },
  )
})

function words(block: Block): string {
  if (block.type === 'rule') return ''
  if (block.type === 'code') return block.text
  if (block.type === 'quote') return block.children.map(words).join('')
  if (block.type === 'list') return block.items.flatMap((item) => item.map(words)).join('')
  return inlineText(block.children)
}

test('the browser reads with the same constructs: what it lacks is switched off anyway', async () => {
  const core = await import('../../node_modules/micromark-core-commonmark/index.js')
  const own = await import('./browser-constructs.ts')
  expect(Object.keys(own).sort()).toEqual(Object.keys(core).sort())
  const lacking = Object.entries(own).filter(([name, construct]) => construct !== Reflect.get(core, name))
  expect(lacking.map(([, construct]) => construct.name).sort()).toEqual([...switchedOff].sort())
})
