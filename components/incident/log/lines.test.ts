import { expect, test } from 'vitest'
import { logLines } from '#components/incident/log/lines.ts'
import { at, ines, stateOf, story, write } from '#components/incident/story.ts'

const entries = story()
const incident = stateOf(entries)
const keys = (filter: Parameters<typeof logLines>[2]) =>
  logLines(entries, incident, filter, 'UTC').map((line) =>
    line.kind === 'chapter'
      ? `# ${line.chapter.span.status}`
      : line.kind === 'day'
        ? line.at
        : line.entry.seq,
  )

test('reads in the order in which things happened, in chapters of one status', () => {
  expect(keys('all')).toEqual([
    7,
    '# reported',
    1,
    2,
    '# investigating',
    4,
    5,
    6,
    '# identified',
    9,
    10,
    11,
    '# resolved',
  ])
})

test('a chapter lasts until the next one; the last one has no end', () => {
  const chapters = logLines(entries, incident, 'all', 'UTC').flatMap((line) =>
    line.kind === 'chapter' ? [[line.chapter.span.from, line.chapter.until]] : [],
  )
  expect(chapters).toEqual([
    [at('12:02:11'), at('12:04:10')],
    [at('12:04:10'), at('12:19:00')],
    [at('12:19:00'), at('12:58:00')],
    [at('12:58:00'), null],
  ])
})

test('filters leave what was asked for', () => {
  expect(keys('changes')).toEqual([7])
  expect(keys('decisions')).toEqual([9])
  expect(keys('key')).toEqual([
    '# reported',
    1,
    2,
    '# investigating',
    4,
    5,
    '# identified',
    9,
    11,
    '# resolved',
  ])
})

test('a corrected entry carries what stands now', () => {
  const line = logLines(entries, incident, 'all', 'UTC').find(
    (line) => line.kind === 'entry' && line.entry.seq === 6,
  )
  expect(line).toMatchObject({
    corrections: { field: 'text', last: { text: 'p95 is 28.9 s since 11:53.', by: 'Priya Raman' } },
  })
})

test('a new day begins where the zone says', () => {
  const late = write(entries, ines, {
    type: 'logged',
    occurredAt: '2026-05-14T22:30:00.000Z',
    payload: { kind: 'note', text: 'x' },
  })
  const days = (zone: string) =>
    logLines([...entries, late], incident, 'all', zone).filter((line) => line.kind === 'day')
  expect(days('UTC')).toEqual([])
  expect(days('Europe/Berlin')).toHaveLength(1)
})
