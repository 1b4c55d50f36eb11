import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { expect, test } from 'vitest'
import type { Entry, StoredEntry } from '#lib/incident/entries/table.ts'
import { composeReport } from './compose.ts'
import { loginStory, sign, sourceOf, writeLog } from './fixture.ts'
import { writeReport } from './markdown.ts'

const origin = 'https://sitrep.example.org'
const story = writeLog(loginStory())
const write = (entries: readonly Entry[]) => writeReport(composeReport(sourceOf(entries)), origin)

test('tells the whole report, with every answer leading to its entries', () => {
  const text = write(story)
  expect(text).toContain('# Customers could not log in for 32 minutes')
  expect(text).toContain('**Situation report INC-142**, Northfield Supply. **Draft, not approved.**')
  expect(text).toContain('First answer **1\u202fmin\u00a059\u202fs** (target 30\u202fmin at SEV2, met)')
  expect(text).toContain('> Three customers in a row cannot log in.')
  expect(text).toContain(`[14:20 decision](${origin}/incidents/INC-142#entry-14)`)
  expect(text).toContain('| Tomasz Wójcik | Responder | 14:07 to 14:58 |')
  expect(text).toContain(
    `| [13:52:31](${origin}/incidents/INC-142#entry-10) | T−10 | **Deploy.** Release with the migration. web v846 → v847, succeeded. (added 24\u202fmin later) |`,
  )
  expect(text).toContain('Times are Central European Summer Time (UTC+2).')
  expect(text).toContain(`sha256 \`${story.at(-1)?.hash}\``)
  expect(headings(text)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])
})

test('a drill says DRILL in its title and in words', () => {
  const text = write(writeLog(loginStory('drill')))
  expect(text).toMatch(/^# DRILL: /)
  expect(text).toContain('**Drill situation report DRILL-7**')
})

test.each([
  '# A heading\n\n## Another',
  '![x](https://track.test/p.gif)',
  '[press](javascript:alert(1))',
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  '| a | b |\n|---|---|\n| c | d |',
  '```\nfence\n```\n~~~',
  '---\n===\n***',
  '> quote\n- list\n1. one\n2) two\n+ plus',
  '[a]: https://evil.test\n[a]',
  '**bold** _em_ `code` \\ &amp; &#35; <https://auto.test>',
  'trailing backslash \\',
  '    indented code',
  'right\u202eto left\u0000\u0007',
])('words that look like structure stay words: %j', (hostile) => {
  const text = write(story.map((entry) => withWords(entry, hostile)))
  const found = nodes(text)
  expect(found.filter(({ type }) => type === 'html' || type === 'image' || type === 'definition')).toEqual([])
  expect(headings(text)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])
  const addresses = found.flatMap((node) => (node.type === 'link' ? [node.url] : []))
  const foreign = addresses.filter(
    (url) => !url.startsWith(`${origin}/incidents/INC-142`) && !url.startsWith('https://grafana.'),
  )
  // What a person wrote as a link in the log's own Markdown stays one, if it is of an allowed kind.
  expect(foreign.every((url) => /^https:\/\/(track|auto|evil)\.test/.test(url))).toBe(true)
  for (const unseen of ['\u0000', '\u0007', '\u202e']) expect(text).not.toContain(unseen)
  for (const row of text.split('\n').filter((line) => line.startsWith('| [')))
    expect(row.replace(/\\\|/g, '').split('|')).toHaveLength(5)
})

test('the reporter is quoted letter by letter', () => {
  const hostile = 'Login is <b>down</b> & 1 * 2 #1 | snake_case_name, 5 < 6 [x] &amp; ~ so'
  const quote = nodes(write(story.map((entry) => withWords(entry, hostile)))).find(
    ({ type }) => type === 'blockquote',
  )
  expect(quote && plain(quote)).toBe(hostile)
})

/** Every field that people write, filled with the same words. */
function withWords(entry: Entry, words: string): Entry {
  const swap = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(swap)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        written.has(key) && typeof inner === 'string' ? words : swap(inner),
      ]),
    )
  }
  // Only strings are exchanged for strings, so the payload keeps its shape.
  return sign({ ...entry, payload: swap(entry.payload) } as StoredEntry)
}

const written = new Set([
  'topic',
  'reported',
  'reportedBy',
  'source',
  'text',
  'reason',
  'solution',
  'rejected',
  'service',
  'title',
])

function nodes(text: string): Nodes[] {
  const found: Nodes[] = []
  const walk = (node: Nodes): void => {
    found.push(node)
    if ('children' in node) node.children.forEach(walk)
  }
  walk(fromMarkdown(text))
  return found
}

function headings(text: string): number[] {
  return nodes(text).flatMap((node) => (node.type === 'heading' ? [node.depth] : []))
}

function plain(node: Nodes): string {
  if ('children' in node) return node.children.map(plain).join('')
  return 'value' in node ? node.value : ''
}
