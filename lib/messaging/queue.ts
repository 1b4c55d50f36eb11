/** Writing deliveries: each is a row in the transaction of what causes it, with a job that says "look at it". */
import { inArray } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '#db/client.ts'
import { deliveries as rows, suppressions } from '#db/schema/deliveries.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { sendDeliveries } from '#lib/jobs/send.ts'
import type { Suppression } from '#lib/stakeholder/model.ts'
import { type Channel, webhookLifetimeHours } from './model.ts'
import { type MessageSource, messageSource } from './source.ts'

export type NewDelivery = {
  id?: string
  /** Mail, unless it says otherwise. */
  channel?: Channel
  /** The incident and the entry that cause it, where there is one. */
  incidentId?: string | null
  seq?: number | null
  recipient: { id: string; name: string; address: string }
  source: MessageSource
  /** A one-time token that the message carries; it stands nowhere else and is forgotten once it is sent. */
  secret?: string
  /** What it says, where that was written before: it has the same bytes again. */
  message?: Record<string, unknown> | null
  /** One message per cause and person: a second one with the same key is not written. */
  dedupeKey: string
}

/** Hours after which a mail is not sent any more. A reminder of an update has until that is due. */
const mailLifetimes: Record<Exclude<MessageSource['kind'], 'update_nudge'>, number> = {
  report: 72,
  post_mortem: 72,
  test: 4,
  invitation: 24,
  password_reset: 4,
  follow_up_reminder: 24,
  // An update that comes hours late tells what is no longer so.
  public_update: 4,
  subscription: 24,
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
  for (let from = 0; from < deliveries.length; from += batch) {
    await queueBatch(tx, deliveries.slice(from, from + batch), { now, untimed })
  }
}

/** A statement takes 65,535 values at most, and 10,000 subscribers are told at once. */
const batch = 1000

async function queueBatch(
  tx: Transaction,
  deliveries: readonly NewDelivery[],
  { now, untimed }: { now: Instant; untimed: boolean },
): Promise<void> {
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
    .returning({ id: rows.id, channel: rows.channel, state: rows.state })
  const waiting = written.filter(({ state }) => state === 'pending')
  await sendDeliveries(tx, waiting, {
    at: now,
    after: deliveries.some(({ source }) => source.kind === 'public_update'),
  })
}

export const suppressedWords: Record<Suppression, string> = {
  bounced: 'An earlier mail to this address came back, so nothing is sent to it until an admin lifts that.',
  complained:
    'An earlier mail to this address was marked as spam, so nothing is sent to it until an admin lifts that.',
}

function rowOf(delivery: NewDelivery, now: Instant) {
  const { id = uuidv7(), recipient, secret = null, message = null, dedupeKey } = delivery
  return {
    id,
    channel: delivery.channel ?? ('email' as const),
    kind: delivery.source.kind,
    incidentId: delivery.incidentId ?? null,
    seq: delivery.seq ?? null,
    recipientId: recipient.id,
    name: recipient.name,
    address: recipient.address,
    source: messageSource.parse(delivery.source),
    secret,
    message,
    state: 'pending' as const,
    dueAt: now,
    expiresAt: expiryOf(delivery, now),
    dedupeKey,
    createdAt: now,
    changedAt: now,
  }
}

function expiryOf({ channel, source }: NewDelivery, now: Instant): Instant {
  if (source.kind === 'update_nudge') return source.dueAt
  const hours = channel === 'webhook' ? webhookLifetimeHours : mailLifetimes[source.kind]
  return new Date(Date.parse(now) + hours * 3_600_000).toISOString()
}

async function suppressedAmong(tx: Transaction, deliveries: readonly NewDelivery[]) {
  const mails = deliveries.filter(({ channel }) => channel !== 'webhook')
  const addresses = mails.map(({ recipient }) => recipient.address.toLowerCase())
  if (addresses.length === 0) return new Map<string, Suppression>()
  const found = await tx
    .select({ address: suppressions.address, reason: suppressions.reason })
    .from(suppressions)
    .where(inArray(suppressions.address, [...new Set(addresses)]))
  return new Map(found.map(({ address, reason }) => [address, reason]))
}
