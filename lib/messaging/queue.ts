/** Writing deliveries: each is a row in the transaction of what causes it, with a job that says "look at it". */
import { inArray } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '#db/client.ts'
import { deliveries as rows, suppressions } from '#db/schema/deliveries.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { send } from '#lib/jobs/send.ts'
import type { DeliveryKind, SuppressedAddress } from './model.ts'
import { type MessageSource, messageSource } from './source.ts'

export type NewDelivery = {
  id?: string
  kind: DeliveryKind
  /** The incident and the entry that cause it, where there is one. */
  incidentId?: string | null
  seq?: number | null
  recipient: { id: string; name: string; address: string }
  source: MessageSource
  /** A one-time token that the message carries; it stands nowhere else and is forgotten once it is sent. */
  secret?: string
  /** One message per cause and person: a second one with the same key is not written. */
  dedupeKey: string
  /** Not sent after so many hours. */
  expiresInHours?: number
}

const lifetimes: Record<DeliveryKind, number> = {
  report: 72,
  post_mortem: 72,
  test: 4,
  invitation: 24,
  password_reset: 4,
  follow_up_reminder: 24,
}

/**
 * Writes the rows, and a job for each. What goes to a suppressed address is written as failed at once, with the reason.
 * With `untimed` (the demonstration tells of the past) each is written as left in the outbox then, and nothing is sent.
 */
export async function queueDeliveries(
  tx: Transaction,
  deliveries: readonly NewDelivery[],
  { now, untimed = false }: { now: Instant; untimed?: boolean },
): Promise<void> {
  if (deliveries.length === 0) return
  const suppressed = await suppressedAmong(tx, deliveries)
  const values = deliveries.map((delivery) => {
    const row = rowOf(delivery, now)
    const reason = suppressed.get(delivery.recipient.address.toLowerCase())
    if (reason) return { ...row, state: 'failed' as const, trouble: suppressedWords[reason], secret: null }
    if (untimed)
      return { ...row, state: 'sent' as const, provider: 'outbox' as const, sentAt: now, secret: null }
    return row
  })
  const written = await tx
    .insert(rows)
    .values(values)
    .onConflictDoNothing({ target: rows.dedupeKey })
    .returning({ id: rows.id, state: rows.state })
  await send(
    tx,
    written.flatMap(({ id, state }) =>
      state === 'pending' ? [{ task: 'deliver' as const, data: { delivery: id }, at: now }] : [],
    ),
  )
}

export const suppressedWords: Record<SuppressedAddress['reason'], string> = {
  bounced: 'An earlier mail to this address came back, so nothing is sent to it until an admin lifts that.',
  complained:
    'An earlier mail to this address was marked as spam, so nothing is sent to it until an admin lifts that.',
}

function rowOf(delivery: NewDelivery, now: Instant) {
  const { id = uuidv7(), kind, recipient, secret = null, dedupeKey } = delivery
  const hours = delivery.expiresInHours ?? lifetimes[kind]
  return {
    id,
    channel: 'email' as const,
    kind,
    incidentId: delivery.incidentId ?? null,
    seq: delivery.seq ?? null,
    recipientId: recipient.id,
    name: recipient.name,
    address: recipient.address,
    source: messageSource.parse(delivery.source),
    secret,
    state: 'pending' as const,
    dueAt: now,
    expiresAt: new Date(Date.parse(now) + hours * 3_600_000).toISOString(),
    dedupeKey,
    createdAt: now,
    changedAt: now,
  }
}

async function suppressedAmong(tx: Transaction, deliveries: readonly NewDelivery[]) {
  const addresses = deliveries.map(({ recipient }) => recipient.address.toLowerCase())
  const found = await tx
    .select({ address: suppressions.address, reason: suppressions.reason })
    .from(suppressions)
    .where(inArray(suppressions.address, [...new Set(addresses)]))
  return new Map(found.map(({ address, reason }) => [address, reason]))
}
