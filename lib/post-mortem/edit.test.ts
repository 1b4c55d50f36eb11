import { expect, test } from 'vitest'
import { longestSection, postMortemSections } from '#lib/document/model.ts'
import { writeReportBlocks } from '#lib/report/blocks.ts'
import { at, loginStory, sourceOf, tomasz, writeLog } from '#lib/report/fixture.ts'
import { composePostMortem } from './compose.ts'
import { editPostMortem, postMortemSectionTexts } from './edit.ts'

const begun = composePostMortem({
  ...sourceOf(writeLog(loginStory())),
  owner: null,
  dueAt: null,
  meetingAt: null,
  followUps: [],
})
const texts = postMortemSectionTexts(begun)

test('every section has a text to begin with; the timeline is a list with times', () => {
  expect(Object.keys(texts)).toEqual([...postMortemSections])
  expect(texts.learnings).toBe('')
  expect(texts.timeline.split('\n').slice(0, 3)).toEqual([
    'Times are Central European Summer Time (UTC+2).',
    '',
    '- 13:52:31 T−10 **Deploy.** Release with the migration. web v846 → v847, succeeded. (added 24 min later)',
  ])
  expect(texts.timeline).toContain(
    '- 14:20:15 T+18 **Decision.** Cancel the migration, then roll back v847. Rejected: let',
  )
})

test('a text that was saved as it began reads as it began', () => {
  for (const { section, blocks, timeline, edited } of editPostMortem(begun, texts).parts) {
    // A bare address is written as a link; it reads the same.
    const bare = writeReportBlocks(blocks).replace(/\[(https:[^\]]*)\]\(\1\)/g, '$1')
    expect([bare, timeline, edited]).toEqual([
      texts[section].replace(/\[(https:[^\]]*)\]\(\1\)/g, '$1'),
      [],
      true,
    ])
  }
})

test('only what was edited changes', () => {
  const edited = editPostMortem(begun, {
    learnings: 'A migration is a deploy.',
    impact: ' TBD ',
    summary: undefined,
  })
  for (const [index, part] of edited.parts.entries()) {
    if (part.section === 'learnings') {
      expect(part).toMatchObject({
        blocks: [{ type: 'words', text: 'A migration is a deploy.' }],
        blank: false,
        edited: true,
      })
    } else if (part.section === 'impact') {
      expect(part).toMatchObject({ blank: true, edited: true, evidence: begun.parts[index]?.evidence })
    } else expect(part).toEqual(begun.parts[index])
  }
})

test('a timeline longer than a section may be is cut at a line', () => {
  const { timeline } = postMortemSectionTexts(long())
  expect(timeline.length).toBeLessThanOrEqual(longestSection)
  expect(timeline).toMatch(/\n- [^\n]* and more\n\n\*The rest stands in the log\.\*$/)
})

test('what happened tells the first fifty changes, and how many more there are', () => {
  const { what_happened: text } = postMortemSectionTexts(long())
  expect(text.match(/it was decided/g)).toHaveLength(50)
  expect(text).toMatch(/\n\*And 550 more, in the timeline\.\*$/)
})

function long() {
  const lines = Array.from({ length: 600 }, () => ({
    by: tomasz,
    draft: {
      type: 'logged',
      occurredAt: at('14:30:00'),
      payload: { kind: 'decision', details: {}, text: 'A line\n\n- with `a list` in it, | and more' },
    } as const,
  }))
  const source = sourceOf(writeLog([...loginStory().slice(0, 5), ...lines]))
  return composePostMortem({ ...source, owner: null, dueAt: null, meetingAt: null, followUps: [] })
}
