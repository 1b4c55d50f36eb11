/** What follows from any entry, whatever its type: who is active, and which entry a milestone rests on. Pure. */
import { commander, type Incident, milestoneNames } from '#lib/incident/incident.ts'
import { type EntryHead, sourceOf } from './entry.ts'
import { settlePromise } from './promise.ts'

/** `next` as the entry's own row made it of `before`, with what every entry brings about. */
export function settle(before: Incident | null, next: Incident, entry: EntryHead): Incident {
  if (!before) return next
  return settlePromise(before, noteActivity(before, creditMilestones(before, next, entry), entry), entry)
}

/** By the server's clock: a silence cannot be claimed, nor broken, after the fact. */
function noteActivity(before: Incident, next: Incident, entry: EntryHead): Incident {
  const [was, is] = [commander(before)?.id, commander(next)?.id]
  if (is === undefined) return was === undefined ? next : { ...next, commanderActiveAt: null, nudge: null }
  const isActive = is !== was || is === entry.actor.id
  return isActive ? { ...next, commanderActiveAt: entry.recordedAt, nudge: null } : next
}

/** A milestone rests on the entry that last changed it, unless the entry's row said otherwise. */
function creditMilestones(before: Incident, next: Incident, entry: EntryHead): Incident {
  if (before.milestones === next.milestones) return next
  const changed = milestoneNames.filter(
    (name) =>
      before.milestones[name] !== next.milestones[name] && before.sources[name] === next.sources[name],
  )
  if (changed.length === 0) return next
  const credited = Object.fromEntries(changed.map((name) => [name, sourceOf(entry)]))
  return { ...next, sources: { ...next.sources, ...credited } }
}
