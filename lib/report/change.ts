/** A deploy or a migration in words: what it was of, how it ended and when. */
import type { Entry, EntryOf } from '#lib/incident/entries/table.ts'
import { outcomeNames } from '#lib/incident/words.ts'
import { durationBetween } from '#lib/time/duration.ts'
import type { LogRecord } from './record.ts'

type Logged = EntryOf<'logged'>

/** "web v847 → v846" and "succeeded 14:25, 1 min 50 s"; nothing for other kinds of entries. */
export function changeFacts(record: LogRecord, entry: Logged): string[] {
  const { payload, occurredAt } = entry
  if (payload.kind !== 'deploy' && payload.kind !== 'migration') return []
  const { outcome, endedAt } = payload.details
  const running = isRunning(record, entry) ? 'still running' : 'started'
  const word = outcome === 'running' ? running : outcome && outcomeNames[outcome]
  if (!endedAt) return [nameOf(entry), word ?? ''].filter((fact) => fact !== '')
  const took = endedAt >= occurredAt ? `, ${durationBetween(occurredAt, endedAt)}` : ''
  return [nameOf(entry), `${word ?? 'ended'} ${record.clock.shortUntil(endedAt, occurredAt)}${took}`].filter(
    (fact) => fact !== '',
  )
}

/** Marked as running, and no later entry of the same change says how it ended. */
export function isRunning({ entries }: LogRecord, entry: Entry): boolean {
  if (outcomeOf(entry) !== 'running') return false
  return !entries.some(
    (later) => isLater(later, entry) && isSame(later, entry) && outcomeOf(later) !== 'running',
  )
}

function isLater(a: Entry, b: Entry): boolean {
  return a.occurredAt === b.occurredAt ? a.seq > b.seq : a.occurredAt > b.occurredAt
}

function isSame(a: Entry, b: Entry): boolean {
  if (a.type !== 'logged' || b.type !== 'logged' || a.payload.kind !== b.payload.kind) return false
  return outcomeOf(a) !== undefined && nameOf(a) === nameOf(b)
}

function outcomeOf(entry: Entry) {
  if (entry.type !== 'logged') return undefined
  const { payload } = entry
  return payload.kind === 'deploy' || payload.kind === 'migration' ? payload.details.outcome : undefined
}

function nameOf({ payload }: Logged): string {
  if (payload.kind === 'migration') return payload.details.name ?? ''
  if (payload.kind !== 'deploy') return ''
  const { service = '', from, to } = payload.details
  const versions = from && to ? `${from} → ${to}` : to ? `to ${to}` : from ? `from ${from}` : ''
  return [service, versions].filter((word) => word !== '').join(' ')
}
