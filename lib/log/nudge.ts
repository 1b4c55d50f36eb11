/** Asking whoever communicates for the promised update: a mail each, in the transaction of the entry that names them. */
import { inArray } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { people } from '#db/schema/people.ts'
import type { EntryOf } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { queueDeliveries } from '#lib/messaging/queue.ts'

type Nudge = Omit<EntryOf<'update_nudged'>, 'hash' | 'sentence'>

/** Further channels come by themselves: whatever queues deliveries for this entry. */
export async function nudge(
  tx: Transaction,
  { id: incidentId, ref }: Incident,
  { seq, payload, recordedAt }: Nudge,
  { untimed }: { untimed: boolean },
): Promise<void> {
  const { to, dueAt, minutes } = payload
  const known = await tx
    .select({ id: people.id, name: people.name, address: people.email })
    .from(people)
    .where(
      inArray(
        people.id,
        to.map(({ id }) => id),
      ),
    )
  await queueDeliveries(
    tx,
    known.map((recipient) => ({
      ...{ incidentId, seq, recipient },
      source: { kind: 'update_nudge', ref, dueAt, minutes },
      dedupeKey: `${incidentId}:${seq}:${recipient.id}`,
    })),
    { now: recordedAt, untimed },
  )
}
