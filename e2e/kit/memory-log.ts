/** A log in memory: the door without its database. For tests of the pure core alone. */
import type { Decision, KnownPerson } from '#lib/incident/commands/command.ts'
import { InvalidCommand, parseCommand } from '#lib/incident/commands/table.ts'
import { decide } from '#lib/incident/decide.ts'
import { signDraft } from '#lib/incident/entries/sign.ts'
import { type Draft, type Entry, evolve, sentenceOf } from '#lib/incident/entries/table.ts'
import type { Incident, Instant } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'

export type Person = Actor & { active: boolean }

/** People of a test, by name and role; each has an id of its own. */
export function cast(...named: [name: string, role: Actor['role']][]): Person[] {
  return named.map(([name, role], index) => ({
    kind: 'person',
    id: `018f6c1e-0000-7000-8000-00000000000${index}`,
    name,
    role,
    active: true,
  }))
}

/** One log, empty at first. `others` are the incidents that a command may name besides it. */
export function memoryLog(people: readonly KnownPerson[], others: readonly Incident[] = [], ref = 'INC-1') {
  const log: Entry[] = []
  let state: Incident | null = null

  function decided(actor: Actor, input: object, now: Instant): Decision {
    try {
      return decide(state, parseCommand(input), {
        now,
        actor,
        person: (id) => people.find((person) => person.id === id) ?? null,
        entry: (seq) => log[seq - 1] ?? null,
        incident: (name) => others.find((other) => other.ref === name) ?? null,
        file: () => null,
        stakeholder: (id) => ({ id, name: 'Astrid Holm' }),
        document: { hash: `${log.length}`.padStart(64, '0'), isSaved: false, zone: 'UTC' },
        version: { gaps: [] },
        identity: { id: `018f6c1e-0000-7000-8000-0000000000${ref === 'INC-1' ? 'ff' : 'fe'}`, ref },
      })
    } catch (error) {
      if (!(error instanceof InvalidCommand)) throw error
      return { refusal: { code: 'invalid', message: error.message, fields: error.fields } }
    }
  }

  function append(actor: Actor, draft: Draft, now: Instant): void {
    const entry = numbered(draft, actor, log.length + 1, now)
    state = evolve(state, entry)
    log.push(entry)
  }

  return {
    log,
    /** Puts an entry into the log that no command decided: what it asks for besides lies outside of the test. */
    append,
    /** The state now; throws before anything was declared. */
    get state(): Incident {
      if (!state) throw new Error('nothing was declared')
      return state
    },
    /** What would follow, without doing it. */
    decided,
    /** Carries the command out, unless it is refused; gives what was decided. */
    give(actor: Actor, input: object, now: Instant): Decision {
      const decision = decided(actor, input, now)
      if ('refusal' in decision) return decision
      for (const draft of decision.drafts) append(actor, draft, now)
      return decision
    },
  }
}

function numbered(draft: Draft, actor: Actor, seq: number, now: Instant): Entry {
  const entry = signDraft(draft, { seq, actor, commandId: 'c', recordedAt: now })
  return { ...entry, sentence: sentenceOf(entry), hash: '' }
}
