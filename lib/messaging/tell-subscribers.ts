/** Who is to get an update: found by one job per entry (D19), and queued in one transaction. */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { Channel } from '#lib/messaging/model.ts'
import { type NewDelivery, queueDeliveries } from '#lib/messaging/queue.ts'
import { isTold, joinedSubscribers, toldSeverities } from '#lib/subscriber/told/queries.ts'

type Update = {
  incidentId: string
  kind: 'real' | 'drill'
  severities: string[]
  recordedAt: string
  isRedacted: boolean
}
type Found = { id: string; channel: Channel; name: string; address: string }

/**
 * Queues the update of entry `seq` for everybody who had subscribed when it was published. However often it runs, each
 * gets it once. One that was redacted meanwhile goes to nobody.
 */
export async function tellSubscribers(tx: Transaction, ref: string, seq: number): Promise<void> {
  const update = await readUpdate(tx, ref, seq)
  if (!update || update.isRedacted) return
  const { incidentId, recordedAt } = update
  const deliveries = (await subscribersOf(tx, update)).map(
    ({ id, channel, name, address }): NewDelivery => ({
      ...{ channel, incidentId, seq },
      recipient: { id, name, address },
      source: { kind: 'public_update' },
      // By address: between two runs another of somebody's subscriptions may have come first.
      dedupeKey: `${incidentId}:${seq}:${channel === 'email' ? `email:${address.toLowerCase()}` : id}`,
    }),
  )
  // Counted from when it was published, however late the job is.
  await queueDeliveries(tx, deliveries, { now: recordedAt })
}

async function readUpdate(tx: Transaction, ref: string, seq: number): Promise<Update | null> {
  const { rows } = await tx.execute<Update>(sql`
    select i.id as "incidentId", i.kind, e.body::jsonb ->> 'recordedAt' as "recordedAt",
      ${toldSeverities({ incidentId: sql`i.id`, upTo: sql`e.seq` })} as severities, e.redacted_at is not null as "isRedacted"
    from incidents i join entries e on e.incident_id = i.id and e.seq = ${seq} and e.type = 'update_published'
    where i.ref = ${ref}`)
  return rows[0] ?? null
}

/**
 * One per address, also of those who subscribed twice: to all of a severity before to the one incident, so that whoever
 * leaves by what they got is left alone.
 */
async function subscribersOf(tx: Transaction, update: Update): Promise<Found[]> {
  const { incidentId, kind, severities, recordedAt } = update
  const told = isTold({
    ...{ incidentId: sql`${incidentId}::uuid`, kind: sql`${kind}` },
    severities: sql`${sql.param(severities)}::text[]`,
    now: sql`clock_timestamp()`,
  })
  const { rows } = await tx.execute<Found>(sql`
    select distinct on (s.channel, lower(s.address)) s.id, s.channel, coalesce(p.name, s.name) as name, s.address
    from ${joinedSubscribers}
    where ${told} and s.confirmed_at <= ${recordedAt}::timestamptz
    order by s.channel, lower(s.address), s.incident_id is not null, s.id`)
  return rows
}
