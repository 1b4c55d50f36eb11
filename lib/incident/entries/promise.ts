/** The promise that the severity makes by itself, and what a change of severity or of the course does to it. Pure. */
import { firstUpdateDue } from '#lib/incident/cadence.ts'
import { type Incident, isLive, isReopening, severities } from '#lib/incident/incident.ts'
import type { PublicUpdates, UpdatePromise } from '#lib/incident/public-updates.ts'
import type { EntryHead } from './entry.ts'
import { withUpdates } from './updates.ts'

/**
 * Once something was said, only the next word counts, whatever the severity: it was promised. Until then the severity
 * says by when, also after a reopening. Whoever heard nothing waits for nothing when it is over.
 */
export function settlePromise(before: Incident, next: Incident, entry: EntryHead): Incident {
  if (before.severity === next.severity && before.status === next.status) return next
  if (!isLive(next)) return ended(next)
  if (isReopening(before.status, next.status)) return reopened(next, entry)
  const { promise, last, since } = next.updates
  const isHeard = promise?.restsOn === 'update' || (last?.seq ?? 0) > since.seq
  if (isHeard || before.severity === next.severity) return next
  const undone = before.undo.find(({ seq }) => seq === entry.corrects)
  // What was missed stays missed, but for what only the slip had promised: that was missed after it.
  const { seq } = undone ?? entry
  if ((promise?.missed ?? seq) < seq) return next
  const due = promiseBySeverity(next)
  // Taken back or changed to what it was: the same promise, of which somebody may have been asked.
  const known = [promise, undone?.promise].find((one) => one?.dueAt === due?.dueAt)
  return withUpdates(next, { promise: known ?? due })
}

/** Whoever was promised a word still gets the last one after the resolution, and none after any other end. */
function ended(next: Incident): Incident {
  if (next.status !== 'resolved') return withUpdates(next, { promise: null, draft: null })
  return next.updates.promise?.kind === 'first' ? withUpdates(next, { promise: null }) : next
}

/** The severity counts anew. A word that an update promised, and sooner, is still waited for. */
function reopened(incident: Incident, { seq, recordedAt: at }: EntryHead): Incident {
  const next = withUpdates(incident, { since: { seq, at } })
  const { promise } = incident.updates
  const due = promiseBySeverity(next)
  const stands = promise?.restsOn === 'update' && (due === null || promise.dueAt <= due.dueAt)
  return withUpdates(next, { promise: stands ? promise : due })
}

/**
 * The promise that the severity makes by itself; null where it makes none. Each severity counts from when the incident
 * was first known to be at least as grave and has been since, so that a raise brings the first word forward and never
 * back, and lowering gives back what there was.
 */
export function promiseBySeverity({
  severity,
  severities: spans,
  updates: { since, published },
}: Pick<Incident, 'severity' | 'severities'> & {
  updates: Pick<PublicUpdates, 'since' | 'published'>
}): UpdatePromise | null {
  const dues = severities.flatMap((level) => {
    // The names are in order: the graver, the smaller.
    if (severity > level) return []
    const first = spans[spans.findLastIndex((span) => span.severity > level) + 1]
    const { seq, at } = first && first.seq > since.seq ? { seq: first.seq, at: first.recordedAt } : since
    const dueAt = firstUpdateDue(level, at)
    return dueAt === null ? [] : [{ dueAt, seq }]
  })
  const [due] = dues.sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
  if (!due) return null
  return { kind: published > 0 ? 'next' : 'first', restsOn: 'severity', ...due, missed: null, nudged: [] }
}
