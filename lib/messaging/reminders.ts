/** The one place where reminders of follow-ups become mail. */
import type { Transaction } from '#db/client.ts'
import type { Reminder } from '#lib/follow-up/reminders.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { type NewDelivery, queueDeliveries } from './queue.ts'

/** Queues one mail per reminder in the transaction; of those that were queued already, none again. */
export async function queueReminders(
  tx: Transaction,
  reminders: readonly Reminder[],
  at: { now: Instant },
): Promise<NewDelivery[]> {
  const deliveries = reminders.map(
    ({ person: { id, name, email }, items, dedupeKey }): NewDelivery => ({
      recipient: { id, name, address: email },
      source: { kind: 'follow_up_reminder', items },
      dedupeKey,
    }),
  )
  await queueDeliveries(tx, deliveries, at)
  return deliveries
}
