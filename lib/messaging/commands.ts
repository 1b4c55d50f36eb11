/** What people do about deliveries. Each has its line in the audit log. */
import { and, eq, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { deliveries, suppressions } from '#db/schema/deliveries.ts'
import { documentVersions } from '#db/schema/documents.ts'
import { incidents } from '#db/schema/incidents.ts'
import { people } from '#db/schema/people.ts'
import { AppError } from '#lib/errors.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { type Actor, permission } from '#lib/incident/policy.ts'
import { entryNumber, incidentRef } from '#lib/incident/shapes.ts'
import { action } from '#lib/log/action.ts'
import { email, id } from '#lib/people/input.ts'
import { type SendingInput, sendingInput, sentBy } from './input.ts'
import { isResendable } from './model.ts'
import { maySeeAddresses } from './policy.ts'
import { queueDeliveries, suppressedWords } from './queue.ts'
import { messageSource, testOf } from './source.ts'
import { tellSubscribers } from './tell-subscribers.ts'

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

  /** Queues an update for everybody who gets it. However often, each gets it once. */
  tell_subscribers: action({
    input: z.strictObject({ ref: incidentRef, seq: entryNumber }),
    write: async (tx, { input: { ref, seq } }) => {
      await tellSubscribers(tx, ref, seq)
      return { result: null, audit: null }
    },
  }),

  /** Mails a document to whoever asks, at their own address, as it would go to others. */
  send_test: action({
    input: sendingInput,
    write: async (tx, { actor, input }) => {
      const found = await findDocument(tx, input)
      const may = permission(actor, sentBy[input.document], found.incident)
      if (!may.allowed) throw new AppError('forbidden', may.why)
      const [person] = await tx
        .select({ name: people.name, email: people.email })
        .from(people)
        .where(eq(people.id, actor.id))
      if (!person) throw new AppError('forbidden', 'Only a signed-in person gets a test.')
      const deliveryId = uuidv7()
      const delivery = {
        ...{
          id: deliveryId,
          incidentId: found.incident.id,
          dedupeKey: `test:${deliveryId}`,
        },
        recipient: { id: actor.id, name: person.name, address: person.email },
        source: testOf(input, { incident: found.incident, by: actor.name, to: person.name }),
      }
      await queueDeliveries(tx, [delivery], { now: new Date().toISOString() })
      const { ref, document, version } = input
      const details = { ref, document: document === 'report' ? 'situation report' : 'post-mortem', version }
      return { result: { deliveryId, address: person.email }, audit: { target: null, details } }
    },
  }),

  /** Sends one that failed once more, as a new message to the same person. Once for each that failed. */
  resend_delivery: action({
    input: z.strictObject({ deliveryId: id }),
    write: async (tx, { actor, input: { deliveryId } }) => {
      // The log first, as a redaction does: either finds what the other wrote.
      await tx.execute(sql`select from incidents
        where id = (select incident_id from deliveries where id = ${deliveryId}) for share`)
      const [row] = await tx.select().from(deliveries).where(eq(deliveries.id, deliveryId)).for('update')
      if (!row) throw new AppError('not_found', 'There is no such delivery.')
      await refuseSender(tx, actor, row.incidentId)
      if (!isResendable(row)) {
        throw new AppError(
          'conflict',
          'Only what failed or was not sent is sent again, and no link that works once.',
        )
      }
      if (row.address === '') {
        throw new AppError('conflict', 'It was sent elsewhere, and its address is not known here.')
      }
      await refuseSuppressed(tx, row.address)
      const again = uuidv7()
      const written = await tx
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(eq(deliveries.dedupeKey, keyOf(row.id)))
      if (written.length > 0 || (await hasGot(tx, row))) {
        throw new AppError('conflict', 'This one was sent again already.')
      }
      const delivery = {
        id: again,
        channel: row.channel,
        incidentId: row.incidentId,
        seq: row.seq,
        recipient: { id: row.recipientId, name: row.name, address: row.address },
        source: messageSource.parse(row.source),
        // Receivers know a webhook by its id: the same one never says something else.
        ...(row.channel === 'webhook' && { message: row.message }),
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

/** The incident of a saved version. Throws AppError not_found. */
async function findDocument(
  tx: Transaction,
  { ref, document, version }: SendingInput,
): Promise<{ incident: Incident }> {
  const [row] = await tx
    .select({ incident: incidents.state })
    .from(incidents)
    .innerJoin(
      documentVersions,
      and(
        eq(documentVersions.incidentId, incidents.id),
        eq(documentVersions.document, document),
        eq(documentVersions.version, version),
      ),
    )
    .where(eq(incidents.ref, ref.toUpperCase()))
  if (!row?.incident) throw new AppError('not_found', `${ref} has no such version of this document.`)
  return { incident: row.incident }
}

/** Whether the same document is on its way to the same person by a later sending. */
async function hasGot(tx: Transaction, row: typeof deliveries.$inferSelect): Promise<boolean> {
  if (row.kind !== 'report' && row.kind !== 'post_mortem') return false
  const { rows } = await tx.execute(sql`select from deliveries where incident_id = ${row.incidentId}
    and kind = ${row.kind} and recipient_id = ${row.recipientId} and source ->> 'version' = ${String(row.source.version)}
    and state not in ('failed', 'bounced', 'cancelled') limit 1`)
  return rows.length > 0
}

function keyOf(deliveryId: string): string {
  return `again:${deliveryId}`
}

/** Whoever may send the documents of that incident (D25), or an admin. */
async function refuseSender(tx: Transaction, actor: Actor, incidentId: string | null): Promise<void> {
  if (maySeeAddresses(actor)) return
  const [row] = incidentId
    ? await tx.select({ state: incidents.state }).from(incidents).where(eq(incidents.id, incidentId))
    : []
  if (row?.state && permission(actor, 'send_report', row.state).allowed) return
  throw new AppError('forbidden', 'The Commander of that incident, or an admin, sends it again.')
}

async function refuseSuppressed(tx: Transaction, address: string): Promise<void> {
  const [row] = await tx
    .select({ reason: suppressions.reason })
    .from(suppressions)
    .where(sql`${suppressions.address} = lower(${address})`)
  if (row) throw new AppError('conflict', suppressedWords[row.reason])
}
