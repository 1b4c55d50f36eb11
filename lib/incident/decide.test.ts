import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandOf, type Step, step } from '#e2e/kit/commands.ts'
import { declaration } from '#e2e/kit/declaration.ts'
import { cast, memoryLog, type Person } from '#e2e/kit/memory-log.ts'
import { findDisorder, measure } from '#lib/incident/clock.ts'
import { InvalidCommand, parseCommand } from '#lib/incident/commands/table.ts'
import { entryTypes, fold, parseEntry } from '#lib/incident/entries/table.ts'
import { commander, holders, type Incident, isLive, isReadOnly } from '#lib/incident/incident.ts'
import { systemActor } from '#lib/incident/policy.ts'

const people = cast(['Ines', 'member'], ['Jonas', 'member'], ['Priya', 'admin'])
const [ines = nobody(), jonas = nobody(), priya = nobody()] = people
const start = Date.parse('2026-05-14T12:02:11.000Z')

function nobody(): never {
  throw new Error('no such person')
}

/** The incident that others are merged into. */
function target(): Incident {
  const other = memoryLog(people, [], 'INC-2')
  other.give(jonas, declaration, new Date(start).toISOString())
  return other.state
}

/** Gives every step, each some minutes after the one before; the log, and the time after the last one. */
function replay(steps: readonly Step[]) {
  const incident = memoryLog(people, [target()])
  incident.give(ines, declaration, new Date(start).toISOString())
  let at = start
  const history = [incident.state]
  for (const one of steps) {
    at += one.pause * 60_000
    const now = new Date(at).toISOString()
    const input = commandOf(one, {
      now,
      personId: personAt(one.person).id,
      target: 'INC-2',
      incident: incident.state,
    })
    const decision = incident.give(personAt(one.actor), input, now)
    if ('refusal' in decision) expect(decision.refusal.message).toMatch(/\w+.*\./)
    history.push(incident.state)
  }
  return { incident, history, now: new Date(at + 60_000).toISOString() }
}

function personAt(index: number): Person {
  return people[index] ?? nobody()
}

const sequence = fc.array(step, { minLength: 20, maxLength: 60 })

test('any sequence of commands keeps the invariants', async () => {
  await fc.assert(
    fc.property(sequence, (steps) => {
      const { incident, history } = replay(steps)
      const { state, log } = incident
      expect(state.seq).toBe(log.length)
      expect(findDisorder(state.milestones)).toBeNull()
      for (const role of ['commander', 'communications', 'scribe'] as const) {
        expect(holders(state, role).length).toBeLessThanOrEqual(1)
      }
      expectOneCommander(state)
      const { timeInSeverity, timeToResolveSeconds } = measure(state)
      if (timeToResolveSeconds !== null) {
        expect(timeInSeverity.every(({ seconds }) => seconds >= 0)).toBe(true)
        expect(timeInSeverity.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(timeToResolveSeconds)
      }
      expect(state.statuses.at(-1)?.status).toBe(state.status)
      expect(state.severities.at(-1)?.severity).toBe(state.severity)
      expect(state.milestones.resolvedAt !== null).toBe(['resolved', 'closed'].includes(state.status))
      expect(state.mergedInto !== null).toBe(state.status === 'merged')
      expect(state.commanderActiveAt !== null).toBe(commander(state) !== null)
      if (isReadOnly(state)) expect(state.offer).toBeNull()
      expect(new Set(state.labels.map(({ kind, name }) => kind + name.toLowerCase())).size).toBe(
        state.labels.length,
      )
      for (const [index, after] of history.entries()) {
        const before = history[index - 1]
        if (before && !isLive(before) && before.status !== 'resolved') expectReadOnly(before, after)
      }
    }),
    { numRuns: 800 },
  )
})

test('such sequences reach every entry that one log in memory can hold', () => {
  const wanted = new Set<string>(entryTypes)
  const others = [
    'merged_from',
    'command_offer_lapsed',
    'file_attached',
    'entry_redacted',
    // These take a whole course; close.test.ts and document.test.ts walk it.
    'report_sent',
    'post_mortem_sent',
    'post_mortem_waived',
    'documents_shared',
    // By a job, at its time (updates.test.ts).
    'update_nudged',
    'update_overdue',
  ]
  for (const type of others) wanted.delete(type)
  // Always the same ones: some entries take luck, and a test does not.
  for (const steps of fc.sample(sequence, { seed: 1, numRuns: 4000 })) {
    if (wanted.size === 0) break
    for (const { type } of replay(steps).incident.log) wanted.delete(type)
  }
  expect([...wanted]).toEqual([])
})

/** Never two Commanders, also in hindsight: their spans follow each other. */
function expectOneCommander({ roles }: Incident) {
  const spans = roles
    .filter(({ role }) => role === 'commander')
    // Of two that begin together the one that ended at once was first, an open one last.
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
  for (const [index, span] of spans.entries()) {
    const next = spans[index + 1]
    if (next) expect(span.until !== null && span.until <= next.from).toBe(true)
  }
}

const place = ({ from, until }: Incident['roles'][number]) => `${from} ${until ?? 'open'}`

/** D24: closed, cancelled and merged incidents take corrections, and closed ones are reopened. */
function expectReadOnly(before: Incident, after: Incident) {
  if (before.status === 'closed' && after.status === 'investigating') return
  const { seq: _, reported: __, solution: ___, facts: ____, commanderActiveAt: _____, ...rest } = before
  // The documents move on (D24), and with them when the report was first sent.
  const { documents: ______, updates: told, ...kept } = rest
  // Nothing is said any more; which documents are shown may still change.
  const { shared } = after.updates
  expect(after.updates).toEqual({ ...told, shared })
  const milestones = { ...before.milestones, reportSentAt: after.milestones.reportSentAt }
  const sources = { ...before.sources, ...reportSent(after) }
  expect(after).toMatchObject({ ...kept, milestones, sources, nudge: after.nudge })
}

test('folding the stored bodies from any point on gives the same state', async () => {
  await fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 40 }), fc.nat(), (steps, cut) => {
      const { state, log } = replay(steps).incident
      const bodies = log.map(({ sentence: _, hash: __, ...stored }) =>
        parseEntry(JSON.parse(JSON.stringify(stored))),
      )
      const at = cut % (log.length + 1)
      const snapshot = JSON.parse(JSON.stringify(fold(bodies.slice(0, at))))
      expect(JSON.parse(JSON.stringify(fold(bodies.slice(at), snapshot)))).toEqual(
        JSON.parse(JSON.stringify(state)),
      )
    }),
    { numRuns: 300 },
  )
})

test('a change taken back leaves the state as it was, but for the count of entries and what they show of activity', async () => {
  const change = fc.oneof(
    fc.record({ type: fc.constant('set_severity'), severity: fc.constantFrom('SEV1', 'SEV2', 'SEV3') }),
    fc.record({
      type: fc.constant('set_status'),
      status: fc.constantFrom('investigating', 'identified', 'monitoring'),
    }),
  )
  const outcomes = { takenBack: 0 }
  await fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), change, (steps, input) => {
      const { incident, now } = replay(steps)
      // A promise that passed unnoticed is noted before the change, and stays noted.
      const dueAt = incident.state.updates.promise?.dueAt
      if (dueAt) incident.give(systemActor, { type: 'note_overdue_update', dueAt }, now)
      const before = incident.state
      const decision = incident.give(priya, { ...input, reason: 'A slip' }, now)
      if ('refusal' in decision || decision.drafts.length === 0) return
      const undo = { type: 'undo_change', seq: incident.state.seq }
      expect(incident.give(priya, undo, now)).toMatchObject({ drafts: [{ type: 'change_undone' }] })
      expect(lasting(incident.state)).toEqual(lasting(before))
      expect(incident.give(priya, undo, now)).toMatchObject({ refusal: { code: 'conflict' } })
      outcomes.takenBack++
    }),
    { numRuns: 500 },
  )
  expect(outcomes.takenBack).toBeGreaterThan(50)
})

function lasting(state: Incident) {
  const { seq: _, commanderActiveAt: __, nudge: ___, undone: ____, ...rest } = state
  return rest
}

test('observers are refused every command, and the system all but its own', async () => {
  const { state } = replay([]).incident
  const incident = memoryLog(people)
  incident.give(ines, declaration, new Date(start).toISOString())
  const olga: Person = { kind: 'person', id: 'o', name: 'Olga', role: 'observer', active: true }
  await fc.assert(
    fc.property(step, (one) => {
      const now = new Date(start).toISOString()
      const input = commandOf(one, { now, personId: jonas.id, target: 'INC-2', incident: state })
      if (!isReadable(input)) return
      expect(incident.decided(olga, input, now)).toMatchObject({ refusal: { code: 'forbidden' } })
      const bySystem = incident.decided(systemActor, input, now)
      // A resolve leaves its report drafted.
      if (input.type === 'draft_report')
        return void expect(bySystem).toMatchObject({ drafts: [{ type: 'report_drafted' }] })
      const code = input.type === 'nudge_commander' ? /conflict|invalid/ : /forbidden/
      expect(bySystem).toMatchObject({ refusal: { code: expect.stringMatching(code) } })
    }),
  )
  expect(incident.state).toEqual(state)
})

function isReadable(input: object): boolean {
  try {
    return Boolean(parseCommand(input))
  } catch (error) {
    if (error instanceof InvalidCommand) return false
    throw error
  }
}

function reportSent({ sources }: Incident) {
  return sources.reportSentAt ? { reportSentAt: sources.reportSentAt } : {}
}
