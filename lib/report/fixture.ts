/** Logs to compose reports from, in tests: entries numbered, timed and folded the way the door does it. */
import { createHash } from 'node:crypto'
import { measure } from '#lib/incident/clock.ts'
import { signDraft } from '#lib/incident/entries/sign.ts'
import { type Draft, type Entry, evolve, type StoredEntry, sentenceOf } from '#lib/incident/entries/table.ts'
import type { ActorRef, Incident, IncidentView, Instant } from '#lib/incident/incident.ts'
import type { ReportSource } from './compose.ts'

export type Line = { by: ActorRef; draft: Draft; recordedAt?: Instant }

const mara = person('Mara Lindqvist')
export const ines = person('Ines Okafor')
export const priya = person('Priya Raman')
export const jonas = person('Jonas Beck')
export const tomasz = person('Tomasz Wójcik')
export const dele = person('Dele Adeyemi')

/** "14:02:11" of 14 May 2026 in Berlin, where it is two hours ahead of UTC. */
export function at(time: string): Instant {
  return new Date(`2026-05-14T${time}+02:00`).toISOString()
}

/** The log of these lines. */
export function writeLog(lines: readonly Line[]): Entry[] {
  return lines.map(({ by, draft, ...line }, index) => {
    const seq = index + 1
    const recordedAt = line.recordedAt ?? draft.occurredAt
    const entry = signDraft(draft, { seq, actor: by, commandId: `command-${seq}`, recordedAt })
    return sign(entry)
  })
}

/** The same entry with other words: its sentence and hash follow. */
export function sign(entry: StoredEntry): Entry {
  const hash = createHash('sha256').update(JSON.stringify(entry)).digest('hex')
  return { ...entry, sentence: sentenceOf(entry), hash }
}

function viewOf(entries: readonly Entry[]): IncidentView {
  const state = entries.reduce<Incident | null>((incident, entry) => evolve(incident, entry), null)
  if (!state) throw new Error('An empty log has no state')
  return { ...state, headHash: entries.at(-1)?.hash ?? '', metrics: measure(state) }
}

/** What a report of this log is composed of, at 15:24 in Berlin unless said otherwise. */
export function sourceOf(entries: readonly Entry[], more: Partial<ReportSource> = {}): ReportSource {
  return {
    incident: viewOf(entries),
    entries,
    organisation: { name: 'Northfield Supply' },
    zone: 'Europe/Berlin',
    now: at('15:24:00'),
    ...more,
  }
}

/** A migration locks the sessions table and nobody can log in: reported 14:02:11, closed 15:20:30. */
export function loginStory(kind: 'real' | 'drill' = 'real'): Line[] {
  const line = (by: ActorRef, time: string, draft: Omit<Draft, 'occurredAt'>, recorded?: string): Line => ({
    by,
    // Type and payload stay the pair that they were; only the time is added.
    draft: { ...draft, occurredAt: at(time) } as Draft,
    ...(recorded ? { recordedAt: at(recorded) } : {}),
  })
  return [
    line(mara, '14:02:11', {
      type: 'incident_reported',
      payload: {
        id: '0190',
        ref: kind === 'real' ? 'INC-142' : 'DRILL-7',
        kind,
        topic: 'Customers cannot log in',
        severity: 'SEV2',
        reported:
          'Three customers in a row cannot log in. The page spins for 30 seconds, then ‘Application error’.',
        reportedBy: 'Mara Lindqvist',
        source: 'Support',
        impact: { who: null, how: null },
      },
    }),
    line(priya, '14:04:10', { type: 'acknowledged', payload: {} }),
    line(priya, '14:04:10', {
      type: 'status_changed',
      payload: { from: 'reported', to: 'investigating', reason: null },
      bySystem: true,
    }),
    line(ines, '14:05:12', { type: 'role_taken', payload: { role: 'commander' } }),
    line(ines, '14:05:58', {
      type: 'severity_changed',
      payload: { from: 'SEV2', to: 'SEV1', reason: 'Confirmed from a private window: nobody can log in.' },
    }),
    line(jonas, '14:06:20', { type: 'role_taken', payload: { role: 'communications' } }),
    line(priya, '14:06:31', { type: 'role_taken', payload: { role: 'responder' } }),
    line(ines, '14:07:02', { type: 'role_assigned', payload: { role: 'responder', person: ref(tomasz) } }),
    line(priya, '14:09:00', {
      type: 'impact_described',
      payload: { how: { text: 'The login page spins for 30 s, then an error.' }, startedAt: at('13:53:00') },
    }),
    line(priya, '13:52:31', deploy('v846', 'v847', 'Release with the migration.'), '14:16:40'),
    line(tomasz, '14:16:05', {
      type: 'logged',
      payload: {
        kind: 'finding',
        text: 'The migration `add_index_sessions_token` holds an exclusive lock on `sessions`. See https://grafana.northfield.test/d/locks.',
      },
    }),
    line(ines, '14:19:00', {
      type: 'status_changed',
      payload: { from: 'investigating', to: 'identified', reason: null },
    }),
    line(ines, '14:19:20', {
      type: 'fact_stated',
      payload: {
        fact: 'cause',
        text: 'A database migration held a lock on the sessions table, and every login waited for it.',
      },
    }),
    line(ines, '14:20:15', {
      type: 'logged',
      payload: {
        kind: 'decision',
        text: 'Cancel the migration, then roll back v847.',
        details: { rejected: 'let the index finish; it would take another hour' },
      },
    }),
    line(tomasz, '14:21:30', {
      type: 'logged',
      payload: {
        kind: 'migration',
        text: 'Cancelled. The lock is gone.',
        details: { name: 'add_index_sessions_token', outcome: 'cancelled' },
      },
    }),
    line(tomasz, '14:24:02', deploy('v847', 'v846', 'Rolled back.', at('14:25:52'))),
    line(
      ines,
      '14:25:52',
      { type: 'status_changed', payload: { from: 'identified', to: 'monitoring', reason: null } },
      '14:28:00',
    ),
    line(jonas, '14:31:00', {
      type: 'logged',
      payload: { kind: 'note', text: '1,921 login attempts failed, from about 1,340 people.' },
    }),
    line(jonas, '14:33:10', {
      type: 'link_added',
      payload: {
        title: 'Connections and locks, 13:30 to 15:00',
        url: 'https://grafana.northfield.test/d/locks?from=1',
      },
    }),
    line(jonas, '14:40:00', {
      type: 'entry_corrected',
      corrects: 18,
      payload: {
        field: 'text',
        text: '1,912 login attempts failed, from about 1,340 people.',
        reason: 'Two digits were swapped',
      },
    }),
    line(ines, '14:58:00', {
      type: 'solution_stated',
      payload: {
        solution:
          'We cancelled the running migration, which released the lock on the sessions table, and rolled web back from v847 to v846. The index will be built without a lock in a later release.',
      },
    }),
    line(ines, '14:58:00', {
      type: 'impact_described',
      payload: {
        who: {
          text: 'Every customer who was not already signed in, on web and mobile. 1,912 login attempts failed, from about 1,340 people.',
        },
        how: {
          text: 'They could not log in. Those who were not signed in could not check out. Signed-in customers and placed orders were not affected.',
        },
      },
    }),
    line(ines, '14:58:00', {
      type: 'status_changed',
      payload: { from: 'monitoring', to: 'resolved', reason: null },
    }),
    line(ines, '15:20:30', {
      type: 'status_changed',
      payload: { from: 'resolved', to: 'closed', reason: null },
    }),
  ]
}

function deploy(from: string, to: string, text: string, endedAt?: Instant): Omit<Draft, 'occurredAt'> {
  const details = { service: 'web', from, to, outcome: 'succeeded' as const, ...(endedAt ? { endedAt } : {}) }
  return { type: 'logged', payload: { kind: 'deploy', text, details } }
}

function ref({ id, name }: ActorRef) {
  return { id, name }
}

function person(name: string): ActorRef {
  return { kind: 'person', id: name.toLowerCase().replaceAll(' ', '-'), name }
}
