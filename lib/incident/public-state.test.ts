import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandOf, step } from '#e2e/kit/commands.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog } from '#e2e/kit/memory-log.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { evolve } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { systemActor } from '#lib/incident/policy.ts'
import type { PublicState } from '#lib/incident/public-state.ts'
import { publish } from '#lib/incident/publish.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'], ['Priya', 'admin'])
const [ines, jonas, priya] = people as [Person, Person, Person] // as many as were cast
type Person = (typeof people)[number]
const at = (time: string) => `2026-05-14T${time}.000Z`

/** What those outside know after the log. */
function outside(log: readonly Entry[]): PublicState {
  let incident: Incident | null = null
  let state: PublicState | null = null
  for (const entry of log) {
    incident = evolve(incident, entry)
    state = publish(state, entry, incident)
  }
  if (!state) throw new Error('an empty log tells nothing')
  return state
}

function begun(given: object = {}) {
  const incident = memoryLog(people)
  incident.give(priya, { ...declaration, severity: 'SEV1', ...given }, at('12:00:00'))
  incident.give(ines, { type: 'take_role', role: 'commander' }, at('12:01:00'))
  return incident
}

const update = (state: string, next: string | null, more: object = {}) => ({
  type: 'publish_update',
  title: 'Log in',
  headline: `It is ${state}.`,
  text: 'More in a while.',
  state,
  nextUpdateAt: next && at(next),
  ...more,
})
const impact = { who: 'Customers', how: 'No log in' }

test('before the first update it says since when, and until when to wait', () => {
  const incident = begun()
  incident.give(ines, { type: 'describe_impact', startedAt: at('11:53:00') }, at('12:02:00'))
  expect(outside(incident.log)).toEqual({
    title: null,
    isDrill: false,
    reportedAt: at('12:00:00'),
    beganAt: at('11:53:00'),
    affected: [],
    updates: [],
    promise: { by: at('12:05:00'), isLate: false },
    ended: null,
    returnedAt: null,
    documents: { report: null, postMortem: null },
  })
})

test('updates, late promises, corrections and the end, as they are told', () => {
  const incident = begun()
  incident.give(systemActor, { type: 'note_overdue_update', dueAt: at('12:05:00') }, at('12:05:01'))
  expect(outside(incident.log).promise).toEqual({ by: at('12:05:00'), isLate: true })
  incident.give(ines, update('looking_into', '12:30:00'), at('12:07:00'))
  const { seq } = incident.state
  const affected = [{ name: 'Log in', state: 'recovered' }]
  incident.give(ines, update('fixed_watching', '12:45:00', { corrects: seq, affected }), at('12:20:00'))
  const told = outside(incident.log)
  expect(told).toMatchObject({ title: 'Log in', affected, promise: { by: at('12:45:00'), isLate: false } })
  expect(told.updates.map(({ number, corrects }) => [number, corrects])).toEqual([
    [1, null],
    [2, 1],
  ])
  incident.give(ines, { type: 'resolve', solution: 'Reversed', impact }, at('12:40:00'))
  // Inside it is resolved; outside only an update says so.
  expect(outside(incident.log)).toEqual(told)
  incident.give(ines, update('over', null), at('12:44:00'))
  expect(outside(incident.log)).toMatchObject({
    promise: null,
    ended: { at: at('12:44:00'), how: 'over' },
  })
  // Closing words that are put right: it is over since the first of them.
  const closing = incident.state.seq
  incident.give(ines, update('over', null, { corrects: closing, headline: 'Logins work.' }), at('12:50:00'))
  expect(outside(incident.log).ended).toEqual({ at: at('12:44:00'), how: 'over' })
  incident.give(ines, { type: 'reopen', reason: 'The lock is back' }, at('13:00:00'))
  expect(outside(incident.log)).toMatchObject({
    ended: null,
    returnedAt: at('13:00:00'),
    promise: { by: at('13:05:00'), isLate: false },
  })
})

test('it goes on having come back when the words that said more are taken out', () => {
  const incident = begun()
  incident.give(ines, update('over', null), at('12:04:00'))
  incident.give(ines, { type: 'resolve', solution: 'Reversed', impact }, at('12:05:00'))
  incident.give(ines, { type: 'reopen', reason: 'The lock is back' }, at('13:00:00'))
  incident.give(ines, update('looking_into', '13:20:00'), at('13:03:00'))
  expect(outside(incident.log).returnedAt).toBeNull()
  const silenced = (log: readonly Entry[]) => log.map((entry) => ({ ...entry, redacted: true as const }))
  const since = [...incident.log.slice(0, -1), ...silenced(incident.log.slice(-1))]
  expect(outside(since)).toMatchObject({ ended: null, returnedAt: at('13:00:00') })
  // Words that can be read say more.
  incident.give(ines, update('cause_found', '13:40:00'), at('13:10:00'))
  expect(outside([...since, ...incident.log.slice(since.length)]).returnedAt).toBeNull()
  // That it is over again holds without the words as well.
  incident.give(ines, update('over', null), at('13:30:00'))
  const again = [...since, ...silenced(incident.log.slice(since.length))]
  expect(outside(again)).toMatchObject({ ended: { at: at('13:30:00'), how: 'over' }, returnedAt: null })
})

test('without the words of the newest update, what is affected is what the one before it said', () => {
  const incident = begun()
  const affected = [{ name: 'Log in', state: 'down' }]
  incident.give(ines, update('looking_into', '12:30:00', { affected }), at('12:04:00'))
  const worse = { title: 'hunter2', affected: [{ name: 'hunter2', state: 'down' }] }
  incident.give(ines, update('cause_found', '12:40:00', worse), at('12:20:00'))
  const silenced = incident.log.map((entry, index) =>
    index === incident.log.length - 1 ? { ...entry, redacted: true as const } : entry,
  )
  expect(outside(silenced)).toMatchObject({ title: 'Log in', affected })
})

test('who was never told that it is over is not told that it came back', () => {
  const incident = begun()
  incident.give(ines, update('looking_into', '12:30:00'), at('12:04:00'))
  const told = outside(incident.log)
  incident.give(ines, { type: 'resolve', solution: 'Reversed', impact }, at('12:10:00'))
  incident.give(ines, { type: 'reopen', reason: 'The lock is back' }, at('12:12:00'))
  expect(outside(incident.log)).toEqual({ ...told, promise: { by: at('12:17:00'), isLate: false } })
})

test('a side exit is told without its reason', () => {
  const incident = begun()
  incident.give(ines, update('looking_into', '12:30:00'), at('12:04:00'))
  incident.give(ines, { type: 'cancel', reason: 'hunter2 was wrong' }, at('12:06:00'))
  expect(outside(incident.log)).toMatchObject({
    promise: null,
    ended: { at: at('12:06:00'), how: 'no_more' },
  })
})

test('a report that was sent and shared is shown, until a reopening makes its end untrue', () => {
  const incident = begun()
  const [version, override, to] = [1, 'It is known', ['018f6c1e-0000-7000-8000-0000000000aa']]
  incident.give(ines, { type: 'resolve', solution: 'Reversed', impact }, at('12:10:00'))
  incident.give(ines, { type: 'draft_report' }, at('12:11:00'))
  incident.give(ines, { type: 'approve_report', version }, at('12:12:00'))
  const share = { type: 'share_documents', report: true, postMortem: false }
  expect(incident.decided(ines, share, at('12:12:30'))).toMatchObject({ refusal: { code: 'conflict' } })
  incident.give(ines, { type: 'send_report', version, to, override }, at('12:13:00'))
  incident.give(ines, share, at('12:14:00'))
  expect(outside(incident.log).documents.report).toMatchObject({ version })
  incident.give(ines, { type: 'reopen', reason: 'The lock is back' }, at('12:20:00'))
  expect(outside(incident.log).documents.report).toBeNull()
})

test('a drill says so', () => {
  expect(outside(begun({ kind: 'drill' }).log).isDrill).toBe(true)
})

/** Every text in a value, but times and the words of closed lists. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

const closed = ['looking_into', 'cause_found', 'fixed_watching', 'over', 'no_more', 'joined']

test('whatever happens inside, no word leaves that no update said, and the fold holds', async () => {
  const outcomes = { told: 0 }
  await fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 50 }), (steps) => {
      const incident = begun()
      let now = Date.parse(at('12:02:00'))
      for (const one of steps) {
        now += one.pause * 60_000
        const actor = people[one.actor] ?? jonas
        const around = { now: new Date(now).toISOString(), personId: jonas.id, target: 'INC-2' }
        incident.give(actor, commandOf(one, { ...around, incident: incident.state }), around.now)
      }
      const said = incident.log.filter(({ type }) => type === 'update_published')
      const allowed = new Set([...closed, ...said.flatMap(({ payload }) => textsIn(payload))])
      const told = outside(incident.log)
      expect(textsIn(told).filter((text) => !allowed.has(text))).toEqual([])
      expect(told.updates).toHaveLength(said.length)
      expect(told.promise?.by ?? null).toBe(incident.state.updates.promise?.dueAt ?? null)
      if (said.length > 0) outcomes.told += 1
    }),
    { numRuns: 400 },
  )
  expect(outcomes.told).toBeGreaterThan(40)
})
