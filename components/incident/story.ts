/** A short incident, told as its log: what the tests of this folder read. */
import { signDraft } from '#lib/incident/entries/sign.ts'
import { type Draft, type Entry, evolve, sentenceOf } from '#lib/incident/entries/table.ts'
import type { ActorRef, Incident } from '#lib/incident/incident.ts'

export const ines = person('Ines Okafor')
export const priya = person('Priya Raman')
export const jonas = person('Jonas Beck')

/** Numbers, times and signs drafts the way the door does. `at` is "HH:MM:SS" on 14 May 2026, UTC. */
export function write(log: readonly Entry[], actor: ActorRef, draft: Draft, recordedAt?: string): Entry {
  const seq = log.length + 1
  const entry = signDraft(draft, {
    seq,
    actor,
    commandId: `command-${seq}`,
    recordedAt: recordedAt ?? draft.occurredAt,
  })
  return { ...entry, sentence: sentenceOf(entry), hash: `hash-${seq}` }
}

/** "12:02:11" of 14 May 2026, UTC, as an instant. */
export function at(time: string): string {
  return `2026-05-14T${time}.000Z`
}

/** The state after these entries; the story never is empty. */
export function stateOf(entries: readonly Entry[]): Incident {
  const state = entries.reduce<Incident | null>((incident, entry) => evolve(incident, entry), null)
  if (!state) throw new Error('An empty story has no state')
  return state
}

/** Reported 12:02:11, one late deploy from before it, a correction, resolved 12:58. */
export function story(): Entry[] {
  const log: Entry[] = []
  const add = (actor: ActorRef, draft: Draft, recordedAt?: string) =>
    log.push(write(log, actor, draft, recordedAt))
  add(jonas, {
    type: 'incident_reported',
    occurredAt: at('12:02:11'),
    payload: {
      id: '0190-incident',
      ref: 'INC-142',
      kind: 'real',
      topic: 'Customers cannot log in',
      severity: 'SEV2',
      reported: 'Three customers in a row cannot log in.',
      reportedBy: 'Mara Lindqvist',
      source: 'Support, web form',
      impact: { who: null, how: { text: 'Login spins 30 s, then an error.' } },
    },
  })
  add(priya, { type: 'acknowledged', occurredAt: at('12:04:10'), payload: {} })
  add(priya, {
    type: 'status_changed',
    occurredAt: at('12:04:10'),
    payload: { from: 'reported', to: 'investigating', reason: null },
    bySystem: true,
  })
  add(ines, { type: 'role_taken', occurredAt: at('12:05:12'), payload: { role: 'commander' } })
  add(ines, {
    type: 'severity_changed',
    occurredAt: at('12:05:58'),
    payload: { from: 'SEV2', to: 'SEV1', reason: 'Nobody can log in.' },
  })
  add(priya, {
    type: 'logged',
    occurredAt: at('12:09:40'),
    payload: { kind: 'finding', text: 'p95 of `POST /session` is 29.8 s since 11:53.' },
  })
  add(
    jonas,
    {
      type: 'logged',
      occurredAt: at('11:52:31'),
      payload: {
        kind: 'deploy',
        text: 'web v846 to v847',
        details: { service: 'web', from: 'v846', to: 'v847' },
      },
    },
    at('12:16:00'),
  )
  add(ines, {
    type: 'status_changed',
    occurredAt: at('12:19:00'),
    payload: { from: 'investigating', to: 'identified', reason: null },
  })
  add(ines, {
    type: 'logged',
    occurredAt: at('12:20:15'),
    payload: {
      kind: 'decision',
      text: 'Cancel the migration, then roll back v847.',
      details: { rejected: 'let the index finish' },
    },
  })
  add(priya, {
    type: 'entry_corrected',
    occurredAt: at('12:40:00'),
    corrects: 6,
    payload: { field: 'text', text: 'p95 is 28.9 s since 11:53.', reason: 'Misread the graph' },
  })
  add(ines, {
    type: 'solution_stated',
    occurredAt: at('12:58:00'),
    payload: { solution: 'Rolled back v847.' },
  })
  add(ines, {
    type: 'status_changed',
    occurredAt: at('12:58:00'),
    payload: { from: 'identified', to: 'resolved', reason: null },
  })
  return log
}

function person(name: string): ActorRef {
  return { kind: 'person', id: name.toLowerCase().replace(' ', '-'), name }
}
