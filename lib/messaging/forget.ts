import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { deliveries } from '#db/schema/deliveries.ts'
import { documentFiles } from '#db/schema/documents.ts'

/**
 * After a redaction: what was written for messages about this incident is taken out, and what waits is not sent. The
 * entries, the versions, and what was written above them, are redacted first, so that none of it is made anew from them.
 * An update says what its own entry says, so the others go on.
 */
export async function forgetMessagesOf(tx: Transaction, incidentId: string): Promise<void> {
  const isOfIt = and(
    eq(deliveries.incidentId, incidentId),
    sql`(${deliveries.kind} <> 'public_update' or exists (select from entries e where e.redacted_at is not null
      and e.incident_id = deliveries.incident_id and e.seq = deliveries.seq))`,
  )
  const given = {
    message: null,
    secret: null,
    changedAt: sql`clock_timestamp()`,
    attempt: sql`${deliveries.attempt} + 1`,
  }
  const trouble = sql`case ${deliveries.kind} when 'public_update' then 'The update was redacted before this left.'
    else 'The log was redacted before it left. Send it again.' end`
  await tx
    .update(deliveries)
    .set({ ...given, state: 'cancelled', trouble })
    .where(
      and(
        isOfIt,
        // Also what was claimed and not handed over yet: counting `attempt` up stops it.
        sql`(${deliveries.state} = 'pending' or ${deliveries.state} = 'sending' and ${deliveries.firstTriedAt} is null)`,
      ),
    )
  await tx
    .update(deliveries)
    .set({
      ...given,
      state: 'failed',
      inDoubt: true,
      trouble: 'The log was redacted while it was being sent. It may have arrived.',
    })
    .where(and(isOfIt, inArray(deliveries.state, ['uncertain'])))
  await tx.update(deliveries).set({ message: null }).where(isOfIt)
  await tx.delete(documentFiles).where(eq(documentFiles.incidentId, incidentId))
}
