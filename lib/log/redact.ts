/**
 * Redaction (D3, RELIABILITY §7): the words of an entry go wherever the database holds them, and its hashes stay, so
 * that the chain does. The trigger allows this one update, once, after the entry that says so.
 */
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '#db/client.ts'
import { auditLog } from '#db/schema/audit.ts'
import type { Copies, Repeated } from '#lib/incident/commands/command.ts'
import {
  pinsOneOf,
  redactEntry,
  redactedText,
  repeatingTypes,
  repeats,
  repeatsElsewhere,
  sharesWords,
  wordsIn,
} from '#lib/incident/entries/redact.ts'
import { type EntryOf, fold, parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { bodyOf } from '#lib/log/chain.ts'
import { redactDocuments } from '#lib/log/redact-documents.ts'

type Redaction = EntryOf<'entry_redacted'>

/** The entries among `stored` that say that another one was redacted. */
export function redactionsIn(stored: readonly StoredEntry[]): Redaction[] {
  return stored.filter((entry): entry is Redaction => entry.type === 'entry_redacted')
}

/**
 * Takes the words out of the entries that `redactions` name and out of their files, and says so in the audit log.
 * Returns the state, folded anew from what is left. The incident's row must be locked, the redactions be written.
 */
export async function takeOut(
  tx: Transaction,
  { id, ref }: Pick<Incident, 'id' | 'ref'>,
  redactions: readonly Redaction[],
): Promise<Incident> {
  const seqs = redactions.flatMap(({ corrects }) => corrects ?? [])
  const targets = await readStored(tx, id, sql`and seq = any(${sql.param(seqs)}::integer[])`)
  for (const target of targets) {
    await tx.execute(sql`update entries set body = ${bodyOf(redactEntry(target))}, redacted_at = clock_timestamp()
      where incident_id = ${id} and seq = ${target.seq}`)
  }
  await tx.execute(sql`update files set bytes = null, name = ${redactedText}
    where incident_id = ${id} and seq = any(${sql.param(seqs)}::integer[])`)
  await tx.insert(auditLog).values(
    redactions.map(({ actor, corrects, payload }) => ({
      id: uuidv7(),
      at: sql`clock_timestamp()`,
      actorKind: actor.kind,
      actorId: actor.id,
      actorName: actor.name,
      action: 'redact_entry',
      target: `${ref}/${corrects}`,
      details: { reason: payload.reason },
    })),
  )
  const state = fold((await readStored(tx, id)).map(parseEntry))
  if (!state) throw new Error(`${ref} has no log to fold`)
  await redactDocuments(tx, id, targets.flatMap(wordsIn))
  return state
}

/** What repeats words of entry `seq` of the incident: copies in its own log and in those of `others`, and updates. */
export async function findRepeated(
  tx: Transaction,
  incidentId: string,
  { seq, others }: { seq: number; others: readonly string[] },
): Promise<Repeated> {
  const [target] = (await readStored(tx, incidentId, sql`and seq = ${seq}`)).map(parseEntry)
  if (!target) return { copies: [], sharing: [] }
  const which = sql`and type = any(${sql.param([...repeatingTypes])}::text[])`
  const found: Copies[] = []
  const sharing: number[] = []
  for (const id of [incidentId, ...others]) {
    const log = (await readStored(tx, id, which)).map(parseEntry)
    const copies = log.filter((entry) =>
      id === incidentId ? repeats(entry, target) : repeatsElsewhere(entry, target, incidentId),
    )
    const pins = log.filter((entry) => !copies.includes(entry) && pinsOneOf(entry, copies))
    if (id === incidentId) {
      sharing.push(...log.filter((entry) => sharesWords(entry, target)).map(({ seq }) => seq))
    }
    if (copies.length > 0) found.push({ incidentId: id, seqs: [...copies, ...pins].map(({ seq }) => seq) })
  }
  return { copies: found, sharing }
}

/** Bodies as they stand in the log, each at the version in which it was written. */
async function readStored(tx: Transaction, incidentId: string, which = sql``): Promise<StoredEntry[]> {
  const { rows } = await tx.execute<{ body: string }>(
    sql`select body from entries where incident_id = ${incidentId} ${which} order by seq`,
  )
  // Written by append.ts, or by takeOut above.
  return rows.map(({ body }) => JSON.parse(body) as StoredEntry)
}
