import { expect, test } from 'vitest'
import { milestoneRows } from '#components/incident/facts/milestone-rows.ts'
import { at, ines, jonas, stateOf, story, write } from '#components/incident/story.ts'

const log = story().slice(0, 8)

test('what is known, in the order of time; unknown ones are not listed', () => {
  const rows = milestoneRows(stateOf(log), log)
  expect(rows.map(({ words, at }) => `${at.slice(11, 19)} ${words}`)).toEqual([
    '12:02:11 Reported',
    '12:04:10 Acknowledged',
    '12:05:12 Command taken',
  ])
  expect(rows.map(({ setBy, late }) => [setBy, late])).toEqual(Array(3).fill([null, null]))
})

test('a time that somebody set names the entry in which they did', () => {
  const set = write(log, ines, {
    type: 'milestone_set',
    occurredAt: at('12:30:00'),
    payload: { milestone: 'detectedAt', from: null, to: at('11:55:00'), reason: 'The first alarm' },
  })
  const rows = milestoneRows(stateOf([...log, set]), [...log, set])
  expect(rows[0]).toMatchObject({ words: 'Detected', at: at('11:55:00'), settable: 'detectedAt', setBy: 9 })
})

test('what came to the log late says so', () => {
  const late = write(
    log.slice(0, 1),
    jonas,
    { type: 'acknowledged', occurredAt: at('12:03:00'), payload: {} },
    at('12:43:00'),
  )
  const [, acknowledged] = milestoneRows(stateOf([...log.slice(0, 1), late]), [...log.slice(0, 1), late])
  expect(acknowledged).toMatchObject({ words: 'Acknowledged', setBy: null })
  expect(acknowledged?.late).toMatch(/40/)
})
