import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandOf, type Step, step } from '#e2e/kit/commands.ts'
import { findDisorder, measure } from '#lib/incident/clock.ts'
import { parseCommand } from '#lib/incident/commands/table.ts'
import { decide } from '#lib/incident/decide.ts'
import { signDraft } from '#lib/incident/entries/sign.ts'
import { type Draft, type Entry, evolve, fold, parseEntry, sentenceOf } from '#lib/incident/entries/table.ts'
import { holders, type Incident } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'

const people = ['Ines', 'Jonas', 'Priya'].map((name, index): Actor & { active: boolean } => ({
  kind: 'person',
  id: `018f6c1e-0000-7000-8000-00000000000${index}`,
  name,
  role: index === 2 ? 'admin' : 'member',
  active: true,
}))
const start = Date.parse('2026-05-14T12:02:11.000Z')

/** A log in memory: the door without its database. */
function replay(steps: readonly Step[]) {
  const log: Entry[] = []
  let state: Incident | null = null
  const give = (actor: Actor, input: object, now: string) => {
    const command = readable(input)
    if (!command) return
    const decision = decide(state, command, {
      now,
      actor,
      person: (id) => people.find((person) => person.id === id) ?? null,
      entry: (seq) => log[seq - 1] ?? null,
      incident: () => null,
      file: () => null,
      identity: { id: '018f6c1e-0000-7000-8000-0000000000ff', ref: 'INC-1' },
    })
    if ('refusal' in decision) {
      expect(decision.refusal.message).toMatch(/\w+.*\./)
      return
    }
    for (const draft of decision.drafts) {
      const entry = numbered(draft, actor, log.length + 1, now)
      state = evolve(state, entry)
      log.push(entry)
    }
  }
  const declare = {
    type: 'declare_incident',
    topic: 'Login',
    severity: 'SEV2',
    reported: 'x',
    reportedBy: 'M',
    source: 'phone',
  }
  give(people[0] ?? nobody(), declare, new Date(start).toISOString())
  for (const [index, one] of steps.entries()) {
    const now = new Date(start + (index + 1) * 60_000).toISOString()
    give(people[one.actor] ?? nobody(), commandOf(one, { now, personId: people[one.person]?.id ?? '' }), now)
  }
  return { log, state: state as Incident | null }
}

function readable(input: object) {
  try {
    return parseCommand(input)
  } catch {
    return null
  }
}

function nobody(): never {
  throw new Error('no such person')
}

function numbered(draft: Draft, actor: Actor, seq: number, now: string): Entry {
  const entry = signDraft(draft, { seq, actor, commandId: 'c', recordedAt: now })
  return { ...entry, sentence: sentenceOf(entry), hash: '' }
}

test('any sequence of commands keeps the invariants', async () => {
  await fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { log, state } = replay(steps)
      if (!state) throw new Error('nothing was declared')
      expect(state.seq).toBe(log.length)
      expect(findDisorder(state.milestones)).toBeNull()
      for (const role of ['commander', 'communications', 'scribe'] as const) {
        expect(holders(state, role).length).toBeLessThanOrEqual(1)
      }
      const commands = state.roles
        .filter(({ role }) => role === 'commander')
        .sort((a, b) => (a.from < b.from ? -1 : 1))
      for (const [index, span] of commands.entries()) {
        const next = commands[index + 1]
        if (next) expect(span.until !== null && span.until <= next.from).toBe(true)
      }
      const { timeInSeverity, timeToResolveSeconds } = measure(state)
      if (timeToResolveSeconds !== null) {
        expect(timeInSeverity.every(({ seconds }) => seconds >= 0)).toBe(true)
        expect(timeInSeverity.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(timeToResolveSeconds)
      }
      expect(state.statuses.at(-1)?.status).toBe(state.status)
      expect(state.severities.at(-1)?.severity).toBe(state.severity)
    }),
    { numRuns: 600 },
  )
})

test('folding the stored bodies from any point on gives the same state', async () => {
  await fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.nat(), (steps, cut) => {
      const { log, state } = replay(steps)
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

test('observers are refused every command, and nobody gives one for the system', async () => {
  await fc.assert(
    fc.property(step, (one) => {
      const { state } = replay([])
      const command = readable(
        commandOf(one, { now: new Date(start).toISOString(), personId: people[1]?.id ?? '' }),
      )
      if (!command) return
      for (const actor of [
        { kind: 'person', id: 'o', name: 'Olga', role: 'observer' },
        { kind: 'system', id: 'sitrep', name: 'SitRep', role: 'admin' },
      ] as const) {
        const decision = decide(state, command, {
          now: new Date(start).toISOString(),
          actor,
          person: () => null,
          entry: () => null,
          incident: () => null,
          file: () => null,
        })
        expect(decision).toMatchObject({ refusal: { code: 'forbidden' } })
      }
    }),
  )
})
