import { expect, test } from 'vitest'
import { refusalWords } from '#components/incident/refusal-words.ts'

const setting = { zone: 'Europe/Berlin', now: Date.parse('2026-05-14T14:00:00Z') }

test('fields have their names, instants the time of the viewer, with the day when it is not today', () => {
  const message =
    'impactStartedAt (2026-05-14T12:40:00.000Z) must not be after acknowledgedAt (2026-05-12T09:00:05.000Z).'
  expect(refusalWords(message, setting)).toBe(
    'Impact started (14:40:00) must not be after Acknowledged (Tue 12 May 11:00).',
  )
})

test('other words stay as they are', () => {
  expect(refusalWords('Entry 5 is not the latest change.', setting)).toBe('Entry 5 is not the latest change.')
})
