import { sql } from 'drizzle-orm'
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { incidents } from './incidents.ts'
import { instant } from './types.ts'

/**
 * One message to one person by one channel (RELIABILITY §5). Written in the transaction of what causes it; a job only
 * says "look at delivery D". States move forward alone.
 */
export const deliveries = pgTable(
  'deliveries',
  {
    id: uuid().primaryKey(),
    channel: text({ enum: ['email', 'webhook'] }).notNull(),
    kind: text({
      enum: [
        'report',
        'post_mortem',
        'test',
        'invitation',
        'password_reset',
        'follow_up_reminder',
        'public_update',
        'subscription',
        'update_nudge',
      ],
    }).notNull(),
    /** The incident and the entry that cause it, where there is one. */
    incidentId: uuid('incident_id').references(() => incidents.id),
    seq: integer(),
    /** A stakeholder's, a subscriber's or a person's id, and the name and address at that time. */
    recipientId: text('recipient_id').notNull(),
    name: text().notNull(),
    address: text().notNull(),
    /** What to write: references, never secrets. Rendered into `message` once, before the first attempt. */
    source: jsonb().$type<Record<string, unknown>>().notNull(),
    /** A one-time token that the message carries; forgotten once it is sent. */
    secret: text(),
    /** The rendered message, the same bytes at every attempt. null: not yet, or taken out by a redaction. */
    message: jsonb().$type<Record<string, unknown>>(),
    state: text({
      enum: [
        'pending',
        'sending',
        'uncertain',
        'sent',
        'delivered',
        'bounced',
        'complained',
        'failed',
        'cancelled',
      ],
    }).notNull(),
    /** Counts claims: the fence. Only who holds the present number may complete. */
    attempt: integer().notNull().default(0),
    /** Tries that a provider refused for now, or that nobody answered. */
    tries: integer().notNull().default(0),
    /** Some try had no known outcome: it may have arrived. */
    inDoubt: boolean('in_doubt').notNull().default(false),
    /** Until when a claim holds; a row still in `sending` after that is reconciled. */
    leaseUntil: instant('lease_until'),
    /** When it is tried next, at the earliest. */
    dueAt: instant('due_at').notNull(),
    /** Never sent after this. */
    expiresAt: instant('expires_at').notNull(),
    provider: text({ enum: ['resend', 'smtp', 'outbox', 'webhook'] }),
    providerId: text('provider_id'),
    /** Why it failed, waits or was cancelled, in a sentence. */
    trouble: text(),
    /** One message per cause and person. */
    dedupeKey: text('dedupe_key').notNull().unique(),
    createdAt: instant('created_at').notNull(),
    /** Its first attempt: a provider's Idempotency-Key holds for a day from then. */
    firstTriedAt: instant('first_tried_at'),
    sentAt: instant('sent_at'),
    /** When the state last changed. */
    changedAt: instant('changed_at').notNull(),
  },
  (table) => [
    index('deliveries_incident').on(table.incidentId, table.seq),
    index('deliveries_newest').on(table.createdAt.desc(), table.id.desc()),
    index('deliveries_unfinished').on(table.dueAt).where(sql`state in ('pending', 'sending', 'uncertain')`),
    uniqueIndex('deliveries_provider_id').on(table.provider, table.providerId),
    check(
      'deliveries_state_known',
      sql`${table.state} in ('pending', 'sending', 'uncertain', 'sent', 'delivered', 'bounced', 'complained', 'failed', 'cancelled')`,
    ),
  ],
)

/** Reports of a provider, by its own id: a repeated one does nothing. */
export const deliveryCallbacks = pgTable(
  'delivery_callbacks',
  {
    id: text().primaryKey(),
    provider: text({ enum: ['resend'] }).notNull(),
    providerId: text('provider_id').notNull(),
    type: text().notNull(),
    at: instant().notNull(),
    receivedAt: instant('received_at').notNull(),
  },
  (table) => [index('delivery_callbacks_message').on(table.provider, table.providerId)],
)

/** Addresses that nothing is sent to any more, in lower case. An admin may lift it. */
export const suppressions = pgTable('suppressions', {
  address: text().primaryKey(),
  reason: text({ enum: ['bounced', 'complained'] }).notNull(),
  at: instant().notNull(),
  deliveryId: uuid('delivery_id').references(() => deliveries.id),
})
