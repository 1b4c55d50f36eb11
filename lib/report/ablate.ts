/** For tests: a log with one entry gone, with one entry's words gone, or with other words, times or values in it. */
import { redactEntry } from '#lib/incident/entries/redact.ts'
import type { Entry, StoredEntry } from '#lib/incident/entries/table.ts'
import { sign } from './fixture.ts'

/** The log without entry `seq`. */
export function without(entries: readonly Entry[], seq: number): Entry[] {
  return entries.filter((entry) => entry.seq !== seq)
}

/** The log with the words of entry `seq` blanked. */
export function blanked(entries: readonly Entry[], seq: number): Entry[] {
  return entries.map((entry) => (entry.seq === seq ? sign(wordless(entry)) : entry))
}

/** The logs in which entry `seq` says something else: other words, another time, another choice, other details. */
export function changedWays(entries: readonly Entry[], seq: number): Entry[][] {
  const with_ = (change: (entry: Entry) => StoredEntry) =>
    entries.map((entry) => (entry.seq === seq ? sign(change(entry)) : entry))
  return [with_(reworded), with_(later), with_(rechosen), with_(redetailed)]
}

function reworded(entry: Entry): StoredEntry {
  const { redacted: _, ...other } = redactEntry(entry)
  return other
}

function later(entry: Entry): StoredEntry {
  const move = (at: string) => new Date(Date.parse(at) + 61_000).toISOString()
  const moved = { ...entry, occurredAt: move(entry.occurredAt), recordedAt: move(entry.recordedAt) }
  return moved
}

/** Another severity, role, kind or time where the entry is about one. */
function rechosen(entry: Entry): StoredEntry {
  switch (entry.type) {
    case 'incident_reported':
    case 'acknowledged':
      return { ...entry, actor: { ...entry.actor, id: 'somebody', name: 'Somebody Else' } }
    case 'severity_changed':
      return { ...entry, payload: { ...entry.payload, to: entry.payload.to === 'SEV2' ? 'SEV3' : 'SEV2' } }
    case 'role_taken':
      return { ...entry, payload: { role: entry.payload.role === 'scribe' ? 'responder' : 'scribe' } }
    case 'role_assigned':
    case 'role_released':
      return { ...entry, payload: { ...entry.payload, person: { id: 'somebody', name: 'Somebody Else' } } }
    case 'command_accepted':
    case 'command_taken_over':
      return {
        ...entry,
        payload: { ...entry.payload, to: { id: 'somebody', name: 'Somebody Else' } },
      } as StoredEntry
    case 'fact_stated':
      return { ...entry, payload: { ...entry.payload, fact: entry.payload.fact === 'now' ? 'cause' : 'now' } }
    case 'status_changed':
      return entry.payload.to === 'monitoring'
        ? { ...entry, payload: { ...entry.payload, to: 'identified' } }
        : entry
    default:
      return entry
  }
}

/** Another start of the impact, another value of a milestone, another release. */
function redetailed(entry: Entry): StoredEntry {
  const earlier = (at: string) => new Date(Date.parse(at) - 61_000).toISOString()
  if (entry.type === 'impact_described' && entry.payload.startedAt) {
    return { ...entry, payload: { ...entry.payload, startedAt: earlier(entry.payload.startedAt) } }
  }
  if (entry.type === 'milestone_set' && entry.payload.to) {
    return { ...entry, payload: { ...entry.payload, to: earlier(entry.payload.to) } }
  }
  if (entry.type !== 'logged') return entry
  const { payload } = entry
  if (payload.kind === 'deploy') {
    return { ...entry, payload: { ...payload, details: { ...payload.details, outcome: 'failed' } } }
  }
  if (payload.kind === 'note') return { ...entry, payload: { kind: 'configuration', text: payload.text } }
  return payload.kind === 'configuration'
    ? { ...entry, payload: { kind: 'note', text: payload.text } }
    : entry
}

function wordless(entry: Entry): StoredEntry {
  switch (entry.type) {
    case 'incident_reported':
      return { ...entry, payload: { ...entry.payload, reported: '' } }
    case 'logged':
      return { ...entry, payload: { ...entry.payload, text: '' } }
    case 'entry_corrected':
      return { ...entry, payload: { ...entry.payload, text: '' } }
    case 'fact_stated':
      return { ...entry, payload: { ...entry.payload, text: '' } }
    case 'solution_stated':
      return { ...entry, payload: { solution: '' } }
    case 'impact_described': {
      const { who, how } = entry.payload
      return {
        ...entry,
        payload: {
          ...entry.payload,
          ...(who ? { who: { text: '' } } : {}),
          ...(how ? { how: { text: '' } } : {}),
        },
      }
    }
    default:
      return entry
  }
}
