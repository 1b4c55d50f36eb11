/** First answers, kept by key (RELIABILITY §7): the same request again gets the same bytes and has one effect. */
import { sql } from 'drizzle-orm'
import { database, type Transaction } from '#db/client.ts'
import { idempotencyKeys } from '#db/schema/incidents.ts'

type First = { actor: { id: string }; key: string; request: Buffer; text: string }

/** Keeps a success; refusals are not kept, so that the same key may succeed later (D11). */
export async function remember(tx: Transaction, { actor, key, request, text }: First): Promise<void> {
  await tx.insert(idempotencyKeys).values({
    actorId: actor.id,
    key,
    requestHash: request,
    answer: text,
    createdAt: sql`clock_timestamp()`,
  })
}

/**
 * Puts `text` in the place of every kept answer about the incident: each holds the incident as it was. The keys stay, so
 * that what was sent before a redaction still has one effect when it comes again.
 */
export async function replaceAnswers(tx: Transaction, incidentId: string, text: string): Promise<void> {
  // Rare enough to look through two days of them.
  await tx.execute(sql`update idempotency_keys set answer = ${text} where case
    when strpos(answer, ${incidentId}) > 0 then answer::jsonb -> 'incident' ->> 'id' = ${incidentId} end`)
}

/** Forgets answers older than 48 hours. A command's id on its entries stays unique for ever. */
export async function forgetOldAnswers(): Promise<void> {
  await database().execute(
    sql`delete from idempotency_keys where created_at < clock_timestamp() - interval '48 hours'`,
  )
}
