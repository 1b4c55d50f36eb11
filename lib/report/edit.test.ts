import { expect, test } from 'vitest'
import { longestSection, reportSections } from '#lib/document/model.ts'
import { writeReportBlocks } from './blocks.ts'
import { composeReport } from './compose.ts'
import { editReport, fitting, reportSectionTexts } from './edit.ts'
import { loginStory, sourceOf, writeLog } from './fixture.ts'
import { writeReport } from './markdown.ts'

const report = composeReport(sourceOf(writeLog(loginStory())))
const texts = reportSectionTexts(report)
/** Reported, and nothing since: most answers are blank. */
const begun = composeReport(sourceOf(writeLog(loginStory().slice(0, 1))))

test('every section has a text to begin with', () => {
  expect(Object.keys(texts)).toEqual([...reportSections])
  expect(texts.headline).toBe('Customers could not log in for 32 minutes')
  expect(texts.summary).toContain('A database migration held a lock on the sessions table')
  expect(texts.answer_4).toContain(
    '- Report to first answer: **1 min 59 s** (14:02:11 to 14:04:10), target 30 min at SEV2, met',
  )
  expect(texts.answer_5).toContain('- **Ines Okafor**, Incident Commander 14:05 to 14:58')
  expect(texts.answer_6).toContain('- 14:20 **Decision.** Cancel the migration, then roll back v847.')
})

test('a text that was saved as it began reads as it began', () => {
  const edited = editReport(report, texts)
  for (const [index, answer] of edited.answers.entries()) {
    expect(answer.edited).toBe(true)
    expect(writeReportBlocks(answer.blocks)).toBe(texts[`answer_${index + 1}` as keyof typeof texts])
  }
  expect(edited.headline).toBe(report.headline)
  expect(writeReport(edited, 'https://sitrep.test')).not.toContain('| Person |')
})

test('only what was edited changes', () => {
  const edited = editReport(report, { answer_6: 'A **lock timeout**.', headline: undefined })
  expect(edited).toEqual({
    ...report,
    answers: report.answers.map((answer) =>
      answer.number === 6
        ? { ...answer, blocks: [{ type: 'words', text: 'A **lock timeout**.' }], edited: true, blank: false }
        : answer,
    ),
  })
  expect(editReport(report, {})).toEqual(report)
})

test('the headline is a plain line, and never empty', () => {
  expect(editReport(report, { headline: ' Logins\nfailed\u0007 for  half an hour ' }).headline).toBe(
    'Logins failed for half an hour',
  )
  expect(editReport(report, { headline: ' \n ' }).headline).toBe(report.headline)
})

test('a summary of somebody stands in the place of the composed one', () => {
  const edited = editReport(report, { summary: 'Nobody could log in.\n\n- see the log' })
  expect(edited.editedSummary).toBe('Nobody could log in.\n\n- see the log')
  expect(edited.summary).toBe(report.summary)
})

test('a gap that somebody filled goes, one that somebody emptied comes, in the order of the questions', () => {
  expect(begun.gaps.map(({ number }) => number)).toEqual([3, 4, 5, 6, 7, 8])
  const filled = editReport(begun, { answer_7: 'All customers.', answer_8: 'TBD', answer_2: ' ' })
  expect(filled.gaps.map(({ number, text }) => [number, text])).toEqual([
    [2, 'The answer to “What time was it reported?” is blank.'],
    ...begun.gaps.filter(({ number }) => number !== 7).map(({ number, text }) => [number, text]),
  ])
  expect(filled.answers[7]).toMatchObject({ blank: true, edited: true })
})

test('contradictions stay, whatever is written', () => {
  const contradictory = {
    ...begun,
    gaps: [...begun.gaps, { number: 6, kind: 'contradiction' as const, text: 'Two ends.' }],
  }
  expect(
    editReport(contradictory, { answer_6: 'Mended.' }).gaps.filter(({ number }) => number === 6),
  ).toEqual([{ number: 6, kind: 'contradiction', text: 'Two ends.' }])
})

test('nobody waits for the answers of an incident that was cancelled', () => {
  expect(editReport({ ...begun, status: 'cancelled', gaps: [] }, { answer_6: '' }).gaps).toEqual([])
})

test('a text longer than a section may be is cut at a line, and says so', () => {
  const long = fitting('- A line of the log, again and again\n'.repeat(2_000))
  expect(long.length).toBeLessThanOrEqual(longestSection)
  expect(long).toMatch(/again and again\n\n\*The rest stands in the log\.\*$/)
  expect(fitting('x'.repeat(30_000)).length).toBe(longestSection)
})
