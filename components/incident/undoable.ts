/** Which changes of severity and status can be taken back, and by whom. Pure; the server asks the same. */
import type { Entry } from '#lib/incident/entries/table.ts'
import { type Incident, isLive, type Undoable } from '#lib/incident/incident.ts'
import { type Actor, hasCommand, permission } from '#lib/incident/policy.ts'

/** Whether this entry's change is the latest of its field, and this person's to take back. */
export function canUndo(entry: Pick<Entry, 'seq' | 'actor'>, incident: Incident, me: Actor): boolean {
  return (
    isLive(incident) &&
    permission(me, 'undo_change', incident).allowed &&
    latestChanges(incident).some(({ seq }) => seq === entry.seq) &&
    (entry.actor.id === me.id || hasCommand(me, incident))
  )
}

/** Of each field the change that can be taken back now. */
export function latestChanges({ undo }: Pick<Incident, 'undo'>): Undoable[] {
  return (['severity', 'status'] as const).flatMap(
    (field) => undo.findLast((change) => change.field === field) ?? [],
  )
}
