/** Webhooks that updates are posted to. */
import { randomBytes } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '#db/client.ts'
import { incidents } from '#db/schema/incidents.ts'
import { subscribers } from '#db/schema/share-links.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { action } from '#lib/log/action.ts'
import { wrongAddress } from '#lib/messaging/outbound.ts'
import { newWebhook, webhookId } from '#lib/subscriber/input.ts'
import type { NewWebhook } from '#lib/subscriber/model.ts'

export const webhookActions = {
  /** Each update is posted there from now on. The answer holds the secret, this once. */
  add_webhook: action({
    input: newWebhook,
    write: async (tx, { input: { name, url, severities = [], incident } }) => {
      const wrong = wrongAddress(url, env())
      if (wrong) throw new AppError('invalid', 'This address cannot be used.', { fields: { url: wrong } })
      const id = uuidv7()
      const secret = `whsec_${randomBytes(32).toString('base64')}`
      const incidentId = incident ? await findIncident(tx, incident) : null
      const createdAt = new Date().toISOString()
      const [added] = await tx
        .insert(subscribers)
        .values({
          ...{ id, channel: 'webhook', incidentId, severities, name, address: url, secret },
          ...{ createdAt: sql`now()`, confirmedAt: sql`now()` },
        })
        .onConflictDoNothing()
        .returning({ createdAt: subscribers.createdAt })
      if (!added)
        throw new AppError('conflict', 'Updates are posted there already. Remove that webhook first.')
      const of = incident ?? severities.join(', ')
      const result: NewWebhook = {
        ...{ id, name, url, ref: incident ?? null, severities, createdAt: added.createdAt ?? createdAt },
        ...{ endedAt: null, endReason: null, secret },
      }
      return { result, audit: { target: id, details: { name, host: new URL(url).host, of } } }
    },
  }),

  /** Nothing is posted there any more, what waits included. Removed before: done. */
  remove_webhook: action({
    input: webhookId,
    write: async (tx, { input: { id } }) => {
      const isIt = and(eq(subscribers.id, id), eq(subscribers.channel, 'webhook'))
      const [removed] = await tx
        .update(subscribers)
        .set({ endedAt: sql`now()`, endReason: 'removed' })
        .where(and(isIt, isNull(subscribers.endedAt)))
        .returning({ name: subscribers.name })
      if (removed) return { result: null, audit: { target: id, details: { name: removed.name } } }
      const [known] = await tx.select({ id: subscribers.id }).from(subscribers).where(isIt)
      if (!known) throw new AppError('not_found', 'There is no such webhook.')
      return { result: null, audit: null }
    },
  }),
}

async function findIncident(tx: Transaction, ref: string): Promise<string> {
  const [row] = await tx.select({ id: incidents.id }).from(incidents).where(eq(incidents.ref, ref))
  if (row) return row.id
  throw new AppError('invalid', 'This webhook cannot be added as it is.', {
    fields: { incident: `There is no incident ${ref}.` },
  })
}
