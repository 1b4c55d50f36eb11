/** The one place that writes entries. */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { entries } from '#db/schema/incidents.ts'
import { type Entry, type StoredEntry, sentenceOf } from '#lib/incident/entries/table.ts'
import { bodyOf } from '#lib/log/chain.ts'

/**
 * Inserts numbered entries in one statement; the trigger refuses any number but the next, and chains them.
 * The incident's row must be locked by this transaction. `firstPart` is the place of the first one among the
 * entries of its command, which may write to several logs.
 */
export async function write(
  tx: Transaction,
  incidentId: string,
  stored: readonly StoredEntry[],
  firstPart: number,
): Promise<Entry[]> {
  const rows = await tx
    .insert(entries)
    .values(
      stored.map((entry, index) => ({
        incidentId,
        seq: entry.seq,
        body: bodyOf(entry),
        commandId: entry.commandId,
        commandPart: firstPart + index,
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
