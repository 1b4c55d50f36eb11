/** First answers, kept by key (RELIABILITY §7): the same request again gets the same bytes and has one effect. */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { idempotencyKeys } from '#db/schema/incidents.ts'

type First = { actor: { id: string }; key: string; request: Buffer; text: string; now: string }

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
