import { expect, test } from 'vitest'
import type { Severity } from '#lib/incident/incident.ts'
import { noUpdates, type UpdateState } from '#lib/incident/public-updates.ts'
import {
  lengthWords,
  publicStateOf,
  type UpdateFacts,
  updateFacts,
  updateTemplate,
} from './update-template.ts'

const nothing: UpdateFacts = {
  how: null,
  began: null,
  fixed: null,
  lasted: null,
  sameSince: null,
}
const known: UpdateFacts = {
  how: 'Login spins for half a minute, then shows an error',
  began: '13:53 CEST',
  fixed: { since: '14:25 CEST', lasting: '12 minutes' },
  lasted: '32 minutes',
  sameSince: null,
}

const rows: [Severity, UpdateState, UpdateFacts, string, string][] = [
  [
    'SEV1',
    'looking_into',
    nothing,
    'We are looking into it.',
    'We are looking for the cause. Everybody who can help is working on it.',
  ],
  [
    'SEV1',
    'looking_into',
    known,
    'We are looking into it.',
    'Login spins for half a minute, then shows an error. It began at 13:53 CEST. We are looking for the cause. Everybody who can help is working on it.',
  ],
  [
    'SEV2',
    'looking_into',
    { ...nothing, sameSince: '14:10 CEST' },
    'We are looking into it.',
    'We are still looking for the cause. Our team is working on it now.',
  ],
  [
    'SEV3',
    'looking_into',
    nothing,
    'We are looking into it.',
    'We are looking for the cause. Our team has taken it up.',
  ],
  [
    'SEV1',
    'cause_found',
    known,
    'We know the cause and are working on the fix.',
    'Login spins for half a minute, then shows an error. It began at 13:53 CEST. We have found the cause and are working on the fix. Everybody who can help is working on it.',
  ],
  [
    'SEV2',
    'cause_found',
    { ...nothing, sameSince: '14:10 CEST' },
    'We know the cause and are working on the fix.',
    'We are still working on the fix.',
  ],
  [
    'SEV1',
    'fixed_watching',
    known,
    'It is fixed. We are watching.',
    'The fix has been in place since 14:25 CEST, for 12 minutes. We are watching closely before we call it over.',
  ],
  [
    'SEV3',
    'fixed_watching',
    nothing,
    'It is fixed. We are watching.',
    'The fix is in place. We are watching before we call it over.',
  ],
  [
    'SEV1',
    'over',
    known,
    'It is over.',
    'It has worked again since 14:25 CEST. It began at 13:53 CEST and lasted 32 minutes. This is the last update.',
  ],
  ['SEV2', 'over', nothing, 'It is over.', 'It works again. This is the last update.'],
]

test.each(rows)('%s, %s', (severity, state, facts, headline, text) => {
  expect(updateTemplate({ severity, state }, facts)).toEqual({ headline, text })
})

test('what would give something away is left out; what is unknown is not said', () => {
  const milestones = { impactStartedAt: '2026-05-14T11:53:00.000Z', mitigatedAt: null, resolvedAt: null }
  const incident = {
    impact: { who: null, how: { text: 'Postgres holds a lock' } },
    // Only these three are read.
    milestones: milestones as Parameters<typeof updateFacts>[0]['milestones'],
    updates: { ...noUpdates, since: { seq: 1, at: '2026-05-14T12:00:00.000Z' } },
  }
  const writing = {
    now: '2026-05-14T12:00:00.000Z',
    time: (at: string) => at.slice(11, 16),
    isPlain: () => false,
  }
  expect(updateFacts(incident, 'looking_into', writing)).toEqual({ ...nothing, began: '11:53' })
  expect(updateFacts(incident, 'looking_into', { ...writing, isPlain: () => true }).how).toBe(
    'Postgres holds a lock',
  )
  const unknown = { ...incident, impact: { who: null, how: { notYetKnown: true } as const } }
  expect(updateFacts(unknown, 'looking_into', { ...writing, isPlain: () => true }).how).toBeNull()
})

test.each([
  ['12:00:00', '12:00:20', '1 minute'],
  ['12:00:00', '12:12:59', '12 minutes'],
  ['12:00:00', '13:00:00', '1 hour'],
  ['12:00:00', '14:05:00', '2 hours and 5 minutes'],
])('%s to %s is %s', (from, to, words) => {
  expect(lengthWords(`2026-05-14T${from}.000Z`, `2026-05-14T${to}.000Z`)).toBe(words)
})

test('each status has its state in public words', () => {
  expect(
    (['reported', 'investigating', 'identified', 'monitoring', 'resolved'] as const).map(publicStateOf),
  ).toEqual(['looking_into', 'looking_into', 'cause_found', 'fixed_watching', 'over'])
})
