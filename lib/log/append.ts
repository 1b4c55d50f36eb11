/** The one place that makes entries out of what a command decided, and writes them. */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { entries } from '#db/schema/incidents.ts'
import {
  type Draft,
  type Entry,
  entryTable,
  type StoredEntry,
  sentenceOf,
} from '#lib/incident/entries/table.ts'
import type { ActorRef, Instant } from '#lib/incident/incident.ts'
import { bodyOf } from '#lib/log/chain.ts'

const system: ActorRef = { kind: 'system', id: 'sitrep', name: 'SitRep' }

export type Appending = {
  incidentId: string
  after: number
  actor: ActorRef
  commandId: string
  now: Instant
}

/** Numbers, times and signs drafts; writes nothing. */
export function number(drafts: readonly Draft[], { after, actor, commandId, now }: Appending): StoredEntry[] {
  return drafts.map((draft, index) => {
    const entry = {
      seq: after + 1 + index,
      type: draft.type,
      v: entryTable[draft.type].v,
      occurredAt: draft.occurredAt,
      recordedAt: now,
      actor: draft.bySystem ? system : { kind: actor.kind, id: actor.id, name: actor.name },
      commandId,
      corrects: draft.corrects ?? null,
      payload: draft.payload,
    }
    return entry as StoredEntry // type and payload come from one draft, so they belong together
  })
}

/**
 * Inserts numbered entries in one statement; the trigger refuses any number but the next, and chains them.
 * The incident's row must be locked by this transaction.
 */
export async function write(
  tx: Transaction,
  incidentId: string,
  stored: readonly StoredEntry[],
): Promise<Entry[]> {
  const rows = await tx
    .insert(entries)
    .values(
      stored.map((entry, index) => ({
        incidentId,
        seq: entry.seq,
        body: bodyOf(entry),
        commandId: entry.commandId,
        commandPart: index,
        occurredAt: entry.occurredAt,
        recordedAt: entry.recordedAt,
        // Computed by the trigger; a value must stand here because the columns are not null.
        bodyHash: sql`''::bytea`,
        hash: sql`''::bytea`,
      })),
    )
    .returning({ seq: entries.seq, hash: entries.hash })
  const hashes = new Map(rows.map((row) => [row.seq, row.hash.toString('hex')]))
  return stored.map((entry) => toWire(entry, hashes.get(entry.seq) ?? ''))
}

/** An entry as readers get it (D2). */
export function toWire(entry: StoredEntry, hash: string): Entry {
  return { ...entry, sentence: sentenceOf(entry), hash }
}
