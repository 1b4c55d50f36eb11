/** The draft of an update that somebody else's must not push aside unread: asked by the command and by the sheet. Pure. */
import type { Incident } from '#lib/incident/incident.ts'
import type { UpdateDraft } from '#lib/incident/public-updates.ts'

/** The draft that waits, where it came after entry `basedOn` and from somebody else than `writerId`; else null. */
export function unseenDraft(
  { updates: { draft } }: Pick<Incident, 'updates'>,
  basedOn: number,
  writerId: string,
): UpdateDraft | null {
  return draft && draft.seq > basedOn && draft.by.id !== writerId ? draft : null
}
