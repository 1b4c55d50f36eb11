/** What jarred when reports of real incidents were read. */
import { expect, test } from 'vitest'
import { composeReport } from './compose.ts'
import { at, ines, type Line, loginStory, sourceOf, writeLog } from './fixture.ts'
import { words } from './plain.ts'

test('that it is over is no solution', () => {
  const solution = 'This incident has been resolved.'
  const over: Line = {
    by: ines,
    draft: { type: 'solution_stated', occurredAt: at('15:00:00'), payload: { solution } },
  }
  const report = composeReport(sourceOf(writeLog([...loginStory(), over])))
  expect(words(report.answers[5]?.blocks ?? [])).toContain(
    'Not yet known. The log says “This incident has been resolved.” **Cause.**',
  )
  expect(report.gaps).toEqual([{ number: 6, kind: 'blank', text: 'The solution is blank.' }])
})

test('a log of years ago says on which day it was written down, and no cause is flattened', () => {
  const later = loginStory().map((line) => ({ ...line, recordedAt: '2031-02-03T09:00:00.000Z' }))
  const report = composeReport(sourceOf(writeLog(later), { now: '2031-02-04T09:00:00.000Z' }))
  expect(report.late).toBe(
    'The whole log was written down afterwards, its first entry added on Mon 3 Feb 2031.',
  )
  expect(report.timeline.find(({ lead }) => lead === 'Cause')?.body).toMatch(/^A database migration/)
})

test('the key moments say what is said not to be known, instead of nothing', () => {
  const unknown = { who: { notYetKnown: true }, how: { notYetKnown: true } } as const
  const { timeline } = composeReport(
    sourceOf(
      writeLog([
        ...loginStory(),
        { by: ines, draft: { type: 'impact_described', occurredAt: at('15:22:00'), payload: unknown } },
      ]),
    ),
  )
  expect(timeline.at(-1)).toMatchObject({
    lead: 'Impact',
    text: 'Who was impacted and how are not yet known.',
  })
})

test('an impact that began with the report says so, one that began on another day names the day', () => {
  const began = (startedAt: string) => {
    const draft: Line['draft'] = {
      type: 'impact_described',
      occurredAt: at('15:22:00'),
      payload: { startedAt },
    }
    const report = composeReport(sourceOf(writeLog([...loginStory(), { by: ines, draft }])))
    return words(report.answers[1]?.blocks ?? [])
  }
  expect(began(at('14:02:11'))).toContain('CEST. The impact began at the same time.')
  expect(began('2026-05-13T20:30:00.000Z')).toContain(
    'The impact had begun on Wed 13 May at 22:30, 15 h 32 min before.',
  )
})
