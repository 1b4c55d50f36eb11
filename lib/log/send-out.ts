/** What a sending sets off: a delivery for each recipient, in the transaction of the entry that names them (D19). */
import type { Transaction } from '#db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { StoredEntry } from '#lib/incident/entries/table.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { nudge } from '#lib/log/nudge.ts'
import { type NewDelivery, queueDeliveries } from '#lib/messaging/queue.ts'
import type { MessageSource } from '#lib/messaging/source.ts'
import { readStakeholders } from '#lib/stakeholder/queries.ts'

/** Queues a mail to everybody whom `report_sent` or `post_mortem_sent` names. `incident` is the state after them. */
export async function sendOut(
  tx: Transaction,
  incident: Incident,
  { stored, untimed }: { stored: readonly StoredEntry[]; untimed: boolean },
): Promise<void> {
  for (const entry of stored) {
    if (entry.type === 'update_nudged') await nudge(tx, incident, entry, { untimed })
    if (entry.type !== 'report_sent' && entry.type !== 'post_mortem_sent') continue
    const { recipients } = entry.payload
    const known = await readStakeholders(
      tx,
      recipients.map(({ id }) => id),
    )
    // Removed while this was being sent: whoever the log names gets a mail, or nothing is written.
    if (known.length < recipients.length) {
      throw new AppError('conflict', 'Somebody of these was just removed from the directory. Choose again.')
    }
    const deliveries = known.map(({ id, name, email }): NewDelivery => {
      const about = { incidentId: incident.id, seq: entry.seq, recipient: { id, name, address: email } }
      // One mail per sending and person, however often the command comes.
      return {
        ...about,
        source: sourceOf(entry, incident, name),
        dedupeKey: `${incident.id}:${entry.seq}:${id}`,
      }
    })
    await queueDeliveries(tx, deliveries, { now: entry.recordedAt, untimed })
  }
}

function sourceOf(
  entry: Extract<StoredEntry, { type: 'report_sent' | 'post_mortem_sent' }>,
  { ref, documents }: Incident,
  to: string,
): MessageSource {
  const { version, text: note } = entry.payload
  const about = { ref, version, note, to }
  if (entry.type === 'post_mortem_sent') {
    return { kind: 'post_mortem', ...about }
  }
  const postMortem = documents.postMortem.published?.version ?? null
  const { brief: changes } = entry.payload
  return { kind: 'report', ...about, changes, postMortem }
}
