import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { PublicState } from '#lib/incident/public-state.ts'
import { incidents } from './incidents.ts'
import { stakeholders } from './stakeholders.ts'
import { bytea, instant } from './types.ts'

/** What those outside may know of an incident (D15): a fold of its own, written with the entries that tell it. */
export const publicStates = pgTable('public_states', {
  incidentId: uuid('incident_id')
    .primaryKey()
    .references(() => incidents.id),
  /** The version of that fold. */
  version: integer().notNull(),
  state: jsonb().$type<PublicState>().notNull(),
  /** When the incident ended inside: links without an expiry of their own last seven days from then. */
  endedAt: instant('ended_at'),
  changedAt: instant('changed_at').notNull(),
})

/** Stakeholder links, one per audience (RELIABILITY T6). The token itself is stored nowhere. */
export const shareLinks = pgTable(
  'share_links',
  {
    id: uuid().primaryKey(),
    /** SHA-256 of the token, 32 bytes. */
    tokenHash: bytea('token_hash').notNull().unique(),
    /** null: everything current, for internal screens. */
    incidentId: uuid('incident_id').references(() => incidents.id),
    /** For whom it is, as staff call them. Never shown outside. */
    label: text().notNull(),
    createdAt: instant('created_at').notNull(),
    createdById: text('created_by_id').notNull(),
    createdByName: text('created_by_name').notNull(),
    /** null: seven days after the incident is resolved; of everything current, never. */
    expiresAt: instant('expires_at'),
    revokedAt: instant('revoked_at'),
    /** Counted, without a trace of whom. */
    views: integer().notNull().default(0),
    lastViewedAt: instant('last_viewed_at'),
  },
  (table) => [
    index('share_links_incident').on(table.incidentId),
    check('share_links_hash_only', sql`octet_length(token_hash) = 32`),
    check('share_links_expire_later', sql`expires_at > created_at`),
  ],
)

/** Who gets each update: by mail once they confirmed it, or by webhook. */
export const subscribers = pgTable(
  'subscribers',
  {
    id: uuid().primaryKey(),
    channel: text({ enum: ['email', 'webhook'] }).notNull(),
    /** Of this incident alone; null: of every real incident of these severities. */
    incidentId: uuid('incident_id').references(() => incidents.id),
    severities: text({ enum: ['SEV1', 'SEV2', 'SEV3'] })
      .array()
      .notNull()
      .default(sql`'{}'`),
    /** Somebody of the directory, whom staff subscribed; null: they came by a link. */
    stakeholderId: uuid('stakeholder_id').references(() => stakeholders.id),
    /** The link whose mail they confirmed last: once it is revoked they are told nothing more. */
    linkId: uuid('link_id').references(() => shareLinks.id),
    name: text().notNull(),
    /** A mail address, or the address of a webhook. */
    address: text().notNull(),
    /** What a webhook is signed with (`whsec_…`). */
    secret: text(),
    createdAt: instant('created_at').notNull(),
    /** null: nobody has confirmed it, so nothing is sent. */
    confirmedAt: instant('confirmed_at'),
    /** SHA-256 of the token that confirms it; forgotten once it has ended. */
    confirmHash: bytea('confirm_hash'),
    /** The link by which that was asked, which becomes theirs by confirming; null: staff asked. */
    confirmLinkId: uuid('confirm_link_id').references(() => shareLinks.id),
    endedAt: instant('ended_at'),
    /** `gone`: the receiver answered 410. */
    endReason: text('end_reason', { enum: ['unsubscribed', 'removed', 'gone', 'undeliverable'] }),
  },
  (table) => [
    uniqueIndex('subscribers_once')
      .on(
        table.channel,
        sql`lower(address)`,
        sql`coalesce(incident_id, '00000000-0000-0000-0000-000000000000')`,
      )
      .where(sql`ended_at is null`),
    index('subscribers_incident').on(table.incidentId).where(sql`ended_at is null`),
    index('subscribers_stakeholder').on(table.stakeholderId),
    uniqueIndex('subscribers_confirm').on(table.confirmHash).where(sql`confirm_hash is not null`),
    check('subscribers_of_something', sql`(incident_id is not null) <> (cardinality(severities) > 0)`),
    check('subscribers_webhooks_are_signed', sql`(channel = 'webhook') = (secret is not null)`),
    check('subscribers_end_has_reason', sql`(ended_at is null) = (end_reason is null)`),
  ],
)
