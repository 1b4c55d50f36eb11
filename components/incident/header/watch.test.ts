import { expect, test } from 'vitest'
import { watchCommand } from '#components/incident/header/watch.ts'
import { at, ines, jonas, priya, stateOf, story, write } from '#components/incident/story.ts'
import type { Incident } from '#lib/incident/incident.ts'

// Ines commands since 12:05:12 and last wrote at 12:20:15.
const log = story().slice(0, 9)
const silent = stateOf(log)
const asked = stateOf([
  ...log,
  write(log, priya, {
    type: 'commander_nudged',
    occurredAt: at('12:31:00'),
    payload: { to: { id: ines.id, name: ines.name } },
  }),
])
const member = { ...jonas, role: 'member' as const }

function watch(incident: Incident, time: string, me = member as Parameters<typeof watchCommand>[1]) {
  return watchCommand(incident, me, Date.parse(at(time)))
}

test('ten minutes of silence are said, to those who can ask', () => {
  expect(watch(silent, '12:30:14')).toBeNull()
  expect(watch(silent, '12:30:15')).toMatchObject({ kind: 'silent', askedAt: null, possibleFrom: null })
  expect(watch(silent, '12:30:15', { ...jonas, role: 'observer' })).toBeNull()
  expect(watch({ ...silent, severity: 'SEV3' }, '13:30:00')).toBeNull()
})

test('who is asked is told by whom, and nobody else is asked', () => {
  expect(watch(asked, '12:31:00', { ...ines, role: 'member' })).toMatchObject({ kind: 'asked', by: priya })
  expect(watch(silent, '13:00:00', { ...ines, role: 'member' })).toBeNull()
})

test('a member may take over after 15 minutes and 2 without an answer, an admin at once', () => {
  expect(watch(asked, '12:31:00')).toMatchObject({ possibleFrom: Date.parse(at('12:35:15')) })
  expect(watch(silent, '12:31:00', { ...jonas, role: 'admin' })).toMatchObject({
    possibleFrom: Date.parse(at('12:20:15')),
  })
})
