/** The webhook of a delivery: its body as it was stored, or written now, and the secret that signs it. */
import { eq } from 'drizzle-orm'
import { v5 } from 'uuid'
import * as z from 'zod'
import { database } from '#db/client.ts'
import { subscribers } from '#db/schema/share-links.ts'
import type { Row } from '#lib/messaging/deliver.ts'
import { readPublished } from '#lib/messaging/published.ts'
import type { Webhook } from '#lib/messaging/transport/webhook.ts'
import { incidentKey } from '#lib/share-link/page/incident-key.ts'
import { type UpdatePayload, updatePayload } from './payload.ts'

/** A webhook as it is stored: the bytes that are signed at every try. */
export const storedWebhook = z.strictObject({ body: z.string() })
type StoredWebhook = z.output<typeof storedWebhook>

type Wanted = Pick<Row, 'id' | 'recipientId' | 'address' | 'message' | 'incidentId' | 'seq'>

/**
 * What is posted, and what of it the row is to keep. Throws when there is nothing to sign it with, and on the
 * first try when the update was redacted.
 */
export async function webhookOf(row: Wanted): Promise<{ stored: StoredWebhook; webhook: Webhook }> {
  const stored = row.message ? storedWebhook.parse(row.message) : await writeWebhook(row)
  const [subscriber] = await database()
    .select({ secret: subscribers.secret })
    .from(subscribers)
    .where(eq(subscribers.id, row.recipientId))
  if (!subscriber?.secret) throw new Error('There is nothing to sign this webhook with')
  return {
    stored,
    webhook: {
      id: webhookId({ ...row, at: saidAt(stored) }),
      url: row.address,
      secret: subscriber.secret,
      body: stored.body,
    },
  }
}

/**
 * What a receiver knows it by: the same at every try, also when somebody sends it again. `at`: when the entry was recorded,
 * because after a backup was restored another one may have its number.
 */
export function webhookId({
  incidentId,
  seq,
  recipientId,
  at,
}: Pick<Row, 'incidentId' | 'seq' | 'recipientId'> & { at: string }): string {
  return v5(`${incidentId}:${seq}:${recipientId}:${at}`, namespace)
}

/** When the entry was recorded that it tells of. */
function saidAt({ body }: StoredWebhook): string {
  return (JSON.parse(body) as UpdatePayload).timestamp // written by writeWebhook
}

/** The ids of webhooks are made in this, and no others. */
const namespace = '61ca68e6-ea59-4315-b644-fed3518c4957'

/** Makes the body. The same entry makes the same one. */
export async function writeWebhook({
  incidentId,
  seq,
}: Pick<Row, 'incidentId' | 'seq'>): Promise<StoredWebhook> {
  const update = await readPublished(incidentId, seq)
  return { body: JSON.stringify(updatePayload(update, incidentKey(update.incidentId))) }
}
