import { expect, test } from 'vitest'
import { compose, type Draft, draftOf, emptyDraft, noDetails } from '#components/incident/composer/compose.ts'
import { matchSlashes, offeredSlashes, readSlash, slashes } from '#components/incident/composer/slash.ts'
import { ines, priya, stateOf, story } from '#components/incident/story.ts'

const clock = { zone: 'Europe/Berlin', now: Date.parse('2026-05-14T12:37:08Z') }
const made = (draft: Partial<Draft>) => {
  const whole = { ...emptyDraft, ...draft }
  return compose(whole, readSlash(whole.text, slashes), clock)
}

test.each([
  [
    'plain words are a note',
    { text: ' Connections are back. ' },
    { kind: 'note', text: 'Connections are back.' },
  ],
  ['a path is no command', { text: '/var is full' }, { kind: 'note', text: '/var is full' }],
  [
    'a command gives the kind',
    { text: '/finding CPU is normal' },
    { kind: 'finding', text: 'CPU is normal' },
  ],
  ['any case', { text: '/Action Tomasz cancels' }, { kind: 'action', text: 'Tomasz cancels' }],
  [
    'a decision and what was rejected',
    { text: '/decision Roll back', details: { ...noDetails, rejected: 'wait' } },
    { kind: 'decision', text: 'Roll back', details: { rejected: 'wait' } },
  ],
  [
    'a deploy speaks by its fields',
    {
      text: '/deploy ',
      details: { ...noDetails, service: 'web', from: 'v1', to: 'v2', outcome: 'succeeded', endedAt: '14:36' },
    } satisfies Partial<Draft>,
    {
      kind: 'deploy',
      text: 'web v1 to v2',
      details: {
        service: 'web',
        from: 'v1',
        to: 'v2',
        outcome: 'succeeded',
        endedAt: '2026-05-14T12:36:00.000Z',
      },
    },
  ],
  [
    'a time that was changed is sent',
    { text: 'Earlier', time: '13:05:30' },
    { kind: 'note', text: 'Earlier', occurredAt: '2026-05-14T11:05:30.000Z' },
  ],
])('%s', (_, draft, command) => {
  expect(made(draft)).toEqual({ command: { type: 'log', ...command } })
})

test('a fact is stated in one line', () => {
  expect(made({ text: '/cause A lock on sessions' })).toEqual({
    command: { type: 'state_fact', fact: 'cause', text: 'A lock on sessions' },
  })
})

test.each([
  [{ text: 'x', time: '25:00' }, 'Write the time as 14:05 or 14:05:12.'],
  [{ text: '/decision ' }, 'Write what happened.'],
  [{ text: '/now ' }, 'Write what follows /now.'],
])('what is missing is said: %o', (draft, problem) => {
  expect(made(draft)).toEqual({ problem })
})

test.each([
  { text: 'Plain' },
  { text: '/decision Roll back', details: { ...noDetails, rejected: 'wait' } },
  { text: '/deploy Rolled back', time: '14:20:00', details: { ...noDetails, to: 'v1', endedAt: '14:25:10' } },
  { text: '/now v846 is live' },
] satisfies Partial<Draft>[])('a refused command goes back as it was typed: $text', (draft) => {
  const result = made(draft)
  if (!('command' in result)) throw new Error(result.problem)
  expect(draftOf(result.command, clock.zone)).toEqual({ ...emptyDraft, ...draft })
})

test('the list belongs to the word being typed', () => {
  expect(readSlash('/de', slashes).typing).toBe('/de')
  expect(readSlash('/deploy web', slashes).typing).toBeNull()
  expect(readSlash('see /deploy', slashes).typing).toBeNull()
  expect(
    matchSlashes('/de', slashes)
      .map(({ word }) => word)
      .slice(0, 2),
  ).toEqual(['/decision', '/deploy'])
  expect(matchSlashes('/den', slashes)).toEqual([])
  expect(matchSlashes('/rollback', slashes).map(({ word }) => word)).toEqual(['/deploy'])
  expect(matchSlashes('/', slashes)).toHaveLength(slashes.length)
})

test('only what this person may do now is offered', () => {
  const words = (count: number, who: typeof ines) =>
    offeredSlashes({ ...who, role: 'member' }, stateOf(story().slice(0, count))).map(({ word }) => word)
  expect(words(8, ines)).toEqual(expect.arrayContaining(['/status', '/resolve', '/ack']))
  expect(words(8, priya)).not.toEqual(expect.arrayContaining(['/status']))
  expect(words(8, priya)).not.toContain('/ack')
  expect(words(12, ines)).toContain('/close')
  expect(words(12, ines)).not.toContain('/resolve')
})
