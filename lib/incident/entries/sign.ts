/** From what a command decides to an entry of the log. The door and the browser sign alike, so that both agree. */
import type { ActorRef, Instant } from '#lib/incident/incident.ts'
import { systemActor } from '#lib/incident/policy.ts'
import { type Draft, entryTable, type StoredEntry } from './table.ts'

/** `seq` is the entry's number in its log; a draft `bySystem` is signed by SitRep instead of `actor` (D14). */
export type Signing = { seq: number; actor: ActorRef; commandId: string; recordedAt: Instant }

/** A draft, numbered, timed and signed. Nothing of the actor but kind, id and name gets into the log. */
export function signDraft(draft: Draft, { seq, actor, commandId, recordedAt }: Signing): StoredEntry {
  const { kind, id, name } = draft.bySystem ? systemActor : actor
  // Type and payload come from one draft, so they belong together.
  return {
    seq,
    type: draft.type,
    v: entryTable[draft.type].v,
    occurredAt: draft.occurredAt,
    recordedAt,
    actor: { kind, id, name },
    commandId,
    corrects: draft.corrects ?? null,
    payload: draft.payload,
  } as StoredEntry
}
