/** The one place where reminders of follow-ups become mail. */
import type { Transaction } from '#db/client.ts'
import type { Reminder } from '#lib/follow-up/reminders.ts'

/** A reminder as the queue of deliveries takes it. */
export type ReminderDelivery = {
  kind: 'follow_up_reminder'
  recipient: { id: string; name: string; address: string }
  source: { kind: 'follow_up_reminder'; items: Reminder['items'] }
  dedupeKey: string
}

/** Queues one mail per reminder in the transaction; of those that were queued already, none again. */
export async function queueReminders(
  _tx: Transaction,
  reminders: readonly Reminder[],
  _at: { now: string },
): Promise<ReminderDelivery[]> {
  // Until the queue of deliveries is there, what would be queued is what is returned.
  return reminders.map(({ person: { id, name, email }, items, dedupeKey }) => ({
    kind: 'follow_up_reminder',
    recipient: { id, name, address: email },
    source: { kind: 'follow_up_reminder', items },
    dedupeKey,
  }))
}
