/** What this person may do with an entry. Pure; the server asks the same. */
import { canUndo } from '#components/incident/undoable.ts'
import { correctableField } from '#lib/incident/entries/correctable.ts'
import { holdsWords } from '#lib/incident/entries/redact.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { type Incident, isReadOnly } from '#lib/incident/incident.ts'
import { type Actor, hasCommand, permission } from '#lib/incident/policy.ts'

export type EntryAct = 'correct' | 'pin' | 'unpin' | 'undo' | 'redact' | 'correct_update'

/** In the order in which they are offered; every entry can be linked to besides. */
export function entryActs(entry: Entry, incident: Incident, me: Actor): EntryAct[] {
  const may = (type: Parameters<typeof permission>[1]) => permission(me, type, incident).allowed
  const isMine = entry.actor.id === me.id || hasCommand(me, incident)
  const isPinned = incident.pins.some(({ seq }) => seq === entry.seq)
  const acts: EntryAct[] = []
  if (canUndo(entry, incident, me)) acts.push('undo')
  if (may('correct_entry') && isMine && !entry.redacted && correctableField(entry) !== null) {
    acts.push('correct')
  }
  if (entry.type === 'update_published' && !entry.redacted && may('draft_update') && !isReadOnly(incident)) {
    acts.push('correct_update')
  }
  if (may('pin_entry') && !isReadOnly(incident)) acts.push(isPinned ? 'unpin' : 'pin')
  if (may('redact_entry') && !entry.redacted && holdsWords(entry)) acts.push('redact')
  return acts
}
