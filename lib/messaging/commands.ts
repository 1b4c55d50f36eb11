/** What people do about deliveries. Each has its line in the audit log. */
import { eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { deliveries, suppressions } from '#db/schema/deliveries.ts'
import { incidents } from '#db/schema/incidents.ts'
import { AppError } from '#lib/errors.ts'
import { commander, type Incident } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { action } from '#lib/log/action.ts'
import { email, id } from '#lib/people/input.ts'
import { isResendable } from './model.ts'
import { maySeeAddresses } from './policy.ts'
import { queueDeliveries, suppressedWords } from './queue.ts'
import { messageSource } from './source.ts'

export const messagingActions = {
  /** Mail may go to this address again. */
  lift_suppression: action({
    input: z.strictObject({ address: email }),
    write: async (tx, { input: { address } }) => {
      const [lifted] = await tx
        .delete(suppressions)
        .where(eq(suppressions.address, address))
        .returning({ reason: suppressions.reason })
      if (!lifted) return { result: null, audit: null }
      return { result: null, audit: { target: null, details: { address, reason: lifted.reason } } }
    },
  }),

  /** Sends one that failed once more, as a new message to the same person. Once for each that failed. */
  resend_delivery: action({
    input: z.strictObject({ deliveryId: id }),
    write: async (tx, { actor, input: { deliveryId } }) => {
      const [row] = await tx.select().from(deliveries).where(eq(deliveries.id, deliveryId)).for('update')
      if (!row) throw new AppError('not_found', 'There is no such delivery.')
      await refuseSender(tx, actor, row.incidentId)
      if (!isResendable(row)) {
        throw new AppError(
          'conflict',
          'Only a report or a reminder that failed or was not sent is sent again.',
        )
      }
      await refuseSuppressed(tx, row.address)
      const again = uuidv7()
      const written = await tx
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(eq(deliveries.dedupeKey, keyOf(row.id)))
      if (written.length > 0) throw new AppError('conflict', 'This one was sent again already.')
      const delivery = {
        id: again,
        kind: row.kind,
        incidentId: row.incidentId,
        seq: row.seq,
        recipient: { id: row.recipientId, name: row.name, address: row.address },
        source: messageSource.parse(row.source),
        dedupeKey: keyOf(row.id),
      }
      await queueDeliveries(tx, [delivery], { now: new Date().toISOString() })
      return {
        result: { deliveryId: again },
        audit: { target: row.recipientId, details: { name: row.name, kind: row.kind } },
      }
    },
  }),
}

function keyOf(deliveryId: string): string {
  return `again:${deliveryId}`
}

/** The Commander of that incident, the last one once it is resolved (D25), or an admin. */
async function refuseSender(tx: Transaction, actor: Actor, incidentId: string | null): Promise<void> {
  if (maySeeAddresses(actor)) return
  const [row] = incidentId
    ? await tx.select({ state: incidents.state }).from(incidents).where(eq(incidents.id, incidentId))
    : []
  if (actor.role !== 'observer' && row?.state && commanderOf(row.state)?.id === actor.id) return
  throw new AppError('forbidden', 'The Commander of that incident, or an admin, sends it again.')
}

function commanderOf(incident: Incident) {
  const last = incident.roles.filter(({ role }) => role === 'commander').at(-1)
  return commander(incident) ?? last?.person ?? null
}

async function refuseSuppressed(tx: Transaction, address: string): Promise<void> {
  const [row] = await tx
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(sql`${suppressions.address} = lower(${address})`)
  if (row) throw new AppError('conflict', suppressedWords[row.reason])
}
