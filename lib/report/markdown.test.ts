import fc from 'fast-check'
import { lint } from 'markdownlint/sync'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { expect, test } from 'vitest'
import type { Entry, StoredEntry } from '#lib/incident/entries/table.ts'
import { followUpRows, postMortemOf } from '#lib/post-mortem/fixture.ts'
import { writePostMortem } from '#lib/post-mortem/markdown.ts'
import { composeReport } from './compose.ts'
import { at, loginStory, sign, sourceOf, writeLog } from './fixture.ts'
import { frontMatter } from './front-matter.ts'
import { writeReport } from './markdown.ts'
import type { Report } from './model.ts'

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
  expect(headings(text)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])
})

test('a drill says DRILL in its title and in words', () => {
  const text = write(writeLog(loginStory('drill')))
  expect(text).toMatch(/^# DRILL: /m)
  expect(facts(text)).toMatchObject({ kind: 'drill', ref: 'DRILL-7' })
  expect(writePostMortem(postMortemOf('drill'), origin)).toMatch(/^# DRILL: /m)
  expect(text).toContain('**Drill situation report DRILL-7**')
})

/** What only a document with an approved version has. */
const approved: Partial<Report> = {
  editedSummary: 'Nobody could **log in**.\n\n- one\n- two\n\n```\nselect 1\n```',
  edition: {
    version: 3,
    state: 'approved',
    changed: true,
    line: 'Version 3, approved by Ines Okafor 16:02 CEST',
    hash: 'ab'.repeat(32),
  },
  followUps: followUpRows,
  postMortem: 'The post-mortem is owed by Ines Okafor by Sun 17 May.',
  distribution: [
    { name: 'Lotte Meyer', version: 3, at: at('16:03:00'), text: 'delivered 16:04', failed: false },
    { name: 'Rohan Das', version: 3, at: at('16:03:00'), text: 'bounced 16:05', failed: true },
  ],
  images: [{ seq: 19, fileId: 'f1', mediaType: 'image/png', alt: 'A graph | of locks', label: '14:33 file' }],
}

test('state, version, zone and hashes stand in the text and, with the facts, before it', () => {
  const text = writeReport({ ...composeReport(sourceOf(story)), ...approved }, origin)
  expect(facts(text)).toMatchObject({
    document: 'situation report',
    ref: 'INC-142',
    kind: 'real',
    topic: 'Customers cannot log in',
    severity: 'SEV1',
    status: 'closed',
    version: 3,
    state: 'approved',
    changed_since: true,
    zone: 'Europe/Berlin',
    reported_at: '2026-05-14T12:02:11.000Z',
    first_answer_at: '2026-05-14T12:04:10.000Z',
    first_answer_seconds: 119,
    resolved_seconds: 3349,
    sev1_seconds: 3122,
    log_entries: 24,
    log_head_sha256: story.at(-1)?.hash,
    content_sha256: 'ab'.repeat(32),
  })
  const words = text.slice(text.indexOf('\n---\n'))
  for (const said of [
    'Version 3, approved by Ines Okafor 16:02 CEST',
    'Central European Summer Time',
    `sha256 \`${'ab'.repeat(32)}\``,
    'The words have changed since that version.',
    '| 3 | Second phone number for secondary on call | detect | Nobody yet | No day | done |',
    '| Rohan Das | 3 | Thu 14 May 16:03 | **bounced 16:05** |',
    'The post-mortem is owed by Ines Okafor',
    `[14:33 file](${origin}/api/v1/files/f1): A graph \\| of locks`,
  ])
    expect(words).toContain(said)
})

test('both documents are clean to a linter', () => {
  const report = composeReport(sourceOf(story))
  const texts = {
    report: writeReport(report, origin),
    approved: writeReport({ ...report, ...approved }, origin),
    drill: write(writeLog(loginStory('drill'))),
    postMortem: writePostMortem(postMortemOf(), origin),
  }
  // A paragraph is one line, as on GitHub; every other rule holds.
  const found = lint({ strings: texts, config: { default: true, MD013: false } })
  expect(Object.values(found).flat()).toEqual([])
})

test('the post-mortem tells who owes it and every section, also what is not written yet', () => {
  const text = writePostMortem(postMortemOf(), origin)
  expect(facts(text)).toMatchObject({ document: 'post-mortem', owner: 'Ines Okafor', state: 'published' })
  expect(text).toContain('Owner: Ines Okafor, due by Sun 17 May 2026, meeting Tuesday 19 May 2026 at 10:00.')
  expect(text).toContain('## Where we were lucky\n\n*Nothing is written here yet.*')
  expect(text).toContain('## Timeline\n\n| Time | T | What happened |')
  expect(headings(text)).toEqual([1, ...Array(13).fill(2)])
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
  '\n---\nstate: approved\n---\n',
  '"\\\n  - *alias\u2028!!js/function',
  '| --- |\n| [x](y) |',
  'é\u0085\u007f: {a: b} # no comment',
])('words that look like structure stay words: %j', (hostile) => {
  const text = write(story.map((entry) => withWords(entry, hostile)))
  const found = nodes(text)
  expect(found.filter(({ type }) => type === 'html' || type === 'image' || type === 'definition')).toEqual([])
  expect(headings(text)).toEqual([1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2])
  const addresses = found.flatMap((node) => (node.type === 'link' ? [node.url] : []))
  const foreign = addresses.filter(
    (url) => !url.startsWith(`${origin}/incidents/INC-142`) && !url.startsWith('https://grafana.'),
  )
  // What a person wrote as a link in the log's own Markdown stays one, if it is of an allowed kind.
  expect(foreign.every((url) => /^https:\/\/(track|auto|evil)\.test/.test(url))).toBe(true)
  for (const unseen of ['\u0000', '\u0007', '\u202e']) expect(text).not.toContain(unseen)
  expect(facts(text)).toMatchObject({ ref: 'INC-142', topic: hostile })
  for (const row of text.split('\n').filter((line) => line.startsWith('| [')))
    expect(row.replace(/\\\|/g, '').split('|')).toHaveLength(5)
})

test('no text gets out of its line of the front matter', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(0x10ffff), { maxLength: 60 }), (codes) => {
      const text = String.fromCodePoint(...codes)
      const block = frontMatter([
        ['topic', text],
        ['state', 'draft'],
      ])
      expect(block).not.toMatch(/[\r\u0085\u2028\u2029]/)
      const lines = block.split('\n')
      expect(lines).toHaveLength(4)
      expect(JSON.parse(lines[1]?.slice('topic: '.length) ?? '')).toBe(text)
    }),
  )
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

/** What stands before the words: one name and one JSON value on each line, which YAML reads the same way. */
function facts(text: string): Record<string, unknown> {
  const [, block = ''] = text.match(/^---\n(.*?)\n---\n/s) ?? []
  return Object.fromEntries(
    block.split('\n').map((line) => {
      const [, name = '', value = ''] = line.match(/^([a-z0-9_]+): (.*)$/) ?? []
      expect(line).toMatch(/^[a-z0-9_]+: [\x20-\x7e\xa0-\ud7ff\ue000-\ufdff]+$/)
      return [name, JSON.parse(value) as unknown]
    }),
  )
}

function nodes(whole: string): Nodes[] {
  // The reader of Markdown knows no front matter.
  const text = whole.replace(/^---\n.*?\n---\n/s, '')
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
