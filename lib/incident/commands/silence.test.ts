import { expect, test } from 'vitest'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'
import { commander, isOfferOpen } from '#lib/incident/incident.ts'
import { systemActor } from '#lib/incident/policy.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'], ['Priya', 'admin'], ['Olga', 'observer'])
const [ines, jonas, priya, olga] = people as [Person, Person, Person, Person] // as many as were cast
type Person = (typeof people)[number]
const at = (time: string) => `2026-05-14T${time}.000Z`
const takeOver = { type: 'take_over_command', reason: 'No answer for a while' }
const nudge = { type: 'nudge_commander' }

/** Ines commands since 12:01 and does nothing more. */
function silent(severity = 'SEV1') {
  const incident = memoryLog(people)
  incident.give(priya, { ...declaration, severity }, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  return incident
}

test.each([
  ['14 min 59 s silent and nudged long ago', '12:05:00', '12:15:59', '2026-05-14T12:16:00.000Z'],
  ['15 min silent and nudged 1 min 59 s ago', '12:14:30', '12:16:29', '2026-05-14T12:16:30.000Z'],
])('a member cannot take over: %s', (_, nudged, now, from) => {
  const incident = silent()
  incident.give(jonas, nudge, at(nudged))
  const refused = incident.decided(jonas, takeOver, at(now))
  expect(refused).toMatchObject({ refusal: { code: 'conflict', details: { from } } })
  expect('refusal' in refused && refused.refusal.message).toContain(from)
})

test.each([
  ['15 min silent, the nudge 2 min old', '12:14:00', '12:16:00'],
  ['an hour silent, nudged at once', '12:02:00', '13:02:00'],
])('a member takes over: %s', (_, nudged, now) => {
  const incident = silent()
  incident.give(jonas, nudge, at(nudged))
  const { drafts } = incident.give(jonas, takeOver, at(now)) as { drafts: { type: string }[] }
  expect(drafts.map(({ type }) => type)).toEqual(['command_taken_over'])
  expect(commander(incident.state)?.name).toBe('Jonas')
  expect(incident.state).toMatchObject({ nudge: null, commanderActiveAt: at(now), offer: null })
  expect(incident.log.at(-1)?.sentence).toBe('Jonas took over command from Ines')
})

test('without a nudge the refusal says what to do, and from when on it works', () => {
  const incident = silent()
  const early = incident.decided(jonas, takeOver, at('12:05:00'))
  expect(early).toMatchObject({
    refusal: { details: { from: at('12:16:00'), allowed: ['nudge_commander'] } },
  })
  const late = incident.decided(jonas, takeOver, at('13:00:00'))
  expect(late).toMatchObject({ refusal: { details: { from: at('13:02:00') } } })
})

test('whatever the Commander does ends the silence and answers the nudge', () => {
  const incident = silent()
  incident.give(jonas, nudge, at('12:14:00'))
  expect(incident.state.nudge).toMatchObject({ at: at('12:14:00'), by: { name: 'Jonas' } })
  // What is claimed to have happened earlier is written now: they are there.
  incident.give(ines, { type: 'log', kind: 'note', text: 'Here', occurredAt: at('12:02:00') }, at('12:15:00'))
  expect(incident.state).toMatchObject({ nudge: null, commanderActiveAt: at('12:15:00') })
  expect(incident.decided(jonas, takeOver, at('12:20:00'))).toMatchObject({ refusal: { code: 'conflict' } })
})

test('an admin takes over at any time, but not to before that command began', () => {
  const incident = silent()
  const early = { ...takeOver, occurredAt: at('12:00:30') }
  expect(incident.decided(priya, early, at('12:02:00'))).toMatchObject({ refusal: { code: 'conflict' } })
  incident.give(priya, { ...takeOver, occurredAt: at('12:01:30') }, at('12:02:00'))
  expect(incident.state.roles.map(({ person, from, until }) => [person.name, from, until])).toEqual([
    ['Ines', at('12:01:00'), at('12:01:30')],
    ['Priya', at('12:01:30'), null],
  ])
})

test('a member does not take over to a time when the Commander was still there', () => {
  const incident = silent()
  incident.give(ines, { type: 'log', kind: 'note', text: 'x' }, at('12:10:00'))
  incident.give(jonas, nudge, at('12:20:00'))
  const before = { ...takeOver, occurredAt: at('12:09:00') }
  expect(incident.decided(jonas, before, at('12:30:00'))).toMatchObject({
    refusal: { fields: { occurredAt: expect.any(String) } },
  })
  expect(incident.decided(jonas, { ...takeOver, occurredAt: at('12:25:00') }, at('12:30:00'))).toHaveProperty(
    'drafts',
  )
})

test('an open offer dies with the command that it offered', () => {
  const incident = silent()
  incident.give(ines, { type: 'offer_command', personId: jonas.id, brief: 'Brief' }, at('12:02:00'))
  incident.give(priya, takeOver, at('12:03:00'))
  expect(isOfferOpen(incident.state, at('12:03:01'))).toBe(false)
  expect(incident.decided(jonas, { type: 'accept_command' }, at('12:03:01'))).toMatchObject({
    refusal: { message: 'Nobody is offering command now. Priya is Incident Commander.' },
  })
})

test.each([
  ['the Commander to themselves', ines, nudge, 'conflict'],
  ['an observer', olga, nudge, 'forbidden'],
  ['a service', { ...jonas, kind: 'service' as const }, nudge, 'forbidden'],
  ['a service, to take over', { ...jonas, kind: 'service' as const }, takeOver, 'forbidden'],
  ['a person who lapses an offer', priya, { type: 'lapse_offer', seq: 3 }, 'forbidden'],
])('refused: %s', (_, actor, input, code) => {
  expect(silent().decided(actor, input, at('12:05:00'))).toMatchObject({ refusal: { code } })
})

test('one nudge stands until it is answered; taking what one has is nothing new', () => {
  const incident = silent()
  incident.give(jonas, nudge, at('12:05:00'))
  expect(incident.decided(priya, nudge, at('12:06:00'))).toEqual({ drafts: [] })
  expect(incident.decided(systemActor, nudge, at('12:30:00'))).toEqual({ drafts: [] })
  expect(incident.decided(ines, takeOver, at('12:06:00'))).toEqual({ drafts: [] })
})

test.each([
  ['SEV1', '12:11:00', true],
  ['SEV2', '12:11:00', true],
  ['SEV2', '12:10:59', false],
  ['SEV3', '13:00:00', false],
])('SitRep itself nudges the Commander of a %s at %s: %s', (severity, now, expected) => {
  const decision = silent(severity).decided(systemActor, nudge, at(now))
  expect('drafts' in decision).toBe(expected)
})

test('SitRep lets an offer lapse at its end, and no other one', () => {
  const incident = silent()
  incident.give(ines, { type: 'offer_command', personId: jonas.id, brief: 'Brief' }, at('12:02:00'))
  const lapse = { type: 'lapse_offer', seq: incident.state.seq }
  expect(incident.decided(systemActor, lapse, at('12:06:59'))).toMatchObject({
    refusal: { code: 'conflict', message: 'The offer stands until 2026-05-14T12:07:00.000Z.' },
  })
  expect(incident.decided(systemActor, { ...lapse, seq: 2 }, at('12:30:00'))).toHaveProperty('refusal')
  incident.give(systemActor, lapse, at('12:08:00'))
  expect(incident.log.at(-1)).toMatchObject({
    occurredAt: at('12:07:00'),
    recordedAt: at('12:08:00'),
    actor: { kind: 'system' },
  })
  expect(incident.state.offer).toBeNull()
  expect(incident.decided(systemActor, lapse, at('12:09:00'))).toMatchObject({
    refusal: { code: 'conflict' },
  })
})

test('nobody to nudge or to take over from: command is taken', () => {
  const incident = memoryLog(people)
  incident.give(priya, declaration, at('12:00:00'))
  for (const input of [nudge, takeOver]) {
    expect(incident.decided(jonas, input, at('12:30:00'))).toMatchObject({
      refusal: {
        message: expect.stringContaining('Nobody holds command'),
        details: { allowed: ['take_role'] },
      },
    })
  }
})

test('nobody is active who holds no command any more', () => {
  const incident = silent('SEV3')
  incident.give(jonas, nudge, at('12:05:00'))
  incident.give(priya, { type: 'release_role', role: 'commander', personId: ines.id }, at('12:06:00'))
  expect(incident.state).toMatchObject({ commanderActiveAt: null, nudge: null })
  incident.give(priya, { type: 'assign_role', role: 'commander', personId: jonas.id }, at('12:07:00'))
  expect(incident.state.commanderActiveAt).toBe(at('12:07:00'))
})
