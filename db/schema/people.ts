import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './types.ts'

export const personRoles = ['admin', 'member', 'observer'] as const
const providers = ['openid', 'google', 'github'] as const

/** Everybody who may sign in. Never deleted: history points at them; `disabledAt` shuts the door. */
export const people = pgTable(
  'people',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    role: text({ enum: personRoles }).notNull(),
    /** A PHC string of argon2id; null until the invitation is used. */
    passwordHash: text('password_hash'),
    timeZone: text('time_zone'),
    /** E.164. Shown to its person and to admins alone. */
    phone: text(),
    /** As last chosen, on whatever device; null: never. */
    theme: text({ enum: ['system', 'light', 'dark'] }),
    /** Names the version of the picture in `pictures`; null: initials. */
    picture: text(),
    createdAt: instant('created_at').notNull(),
    disabledAt: instant('disabled_at'),
  },
  (table) => [
    uniqueIndex('people_email_unique').on(sql`lower(${table.email})`),
    // ASCII and exactly one @: no look-alike sign, no quoted local part, no comma (RELIABILITY T19).
    check('people_email_shape', sql`${table.email} ~ '^[A-Za-z0-9.!#$%&''*+/=?^_{|}~-]+@[A-Za-z0-9.-]+$'`),
    check('people_role_known', sql`${table.role} in ('admin', 'member', 'observer')`),
    check('people_phone_shape', sql`${table.phone} ~ '^\\+[1-9][0-9]{6,14}$'`),
    check('people_theme_known', sql`${table.theme} in ('system', 'light', 'dark')`),
  ],
)

/** Beside `people`, so that nobody who reads a name carries its picture along. */
export const pictures = pgTable(
  'pictures',
  {
    personId: uuid('person_id')
      .primaryKey()
      .references(() => people.id),
    mediaType: text('media_type', { enum: ['image/png', 'image/jpeg', 'image/webp'] }).notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [
    check('pictures_small', sql`octet_length(${table.bytes}) <= 524288`),
    check('pictures_type_known', sql`${table.mediaType} in ('image/png', 'image/jpeg', 'image/webp')`),
  ],
)

/** An account at a sign-in provider and the person it was linked to, by what never changes there. */
export const identities = pgTable(
  'identities',
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    provider: text({ enum: providers }).notNull(),
    /** The verified address when it was linked; later ones do not matter. */
    email: text().notNull(),
    linkedAt: instant('linked_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'identities_pkey', columns: [table.issuer, table.subject] }),
    // Another account with the same address does not get in beside the one that is linked.
    uniqueIndex('identities_one_per_issuer').on(table.personId, table.issuer),
    check('identities_provider_known', sql`${table.provider} in ('openid', 'google', 'github')`),
  ],
)

/** Links that work once: first-run set-up (no person yet), invitation, password reset. Only the hash is kept. */
export const oneTimeLinks = pgTable(
  'one_time_links',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    purpose: text({ enum: ['setup', 'invite', 'reset'] }).notNull(),
    personId: uuid('person_id').references(() => people.id),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (table) => [index('one_time_links_person').on(table.personId)],
)

/** A signed-in browser. The cookie is 32 random bytes; only their SHA-256 stands here (D9). */
export const sessions = pgTable(
  'sessions',
  {
    tokenHash: bytea('token_hash').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => people.id),
    createdAt: instant('created_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    endedAt: instant('ended_at'),
    /** How it began; null: before this was kept. */
    method: text({ enum: ['password', ...providers] }),
    userAgent: text('user_agent'),
  },
  (table) => [
    index('sessions_person').on(table.personId),
    check('sessions_method_known', sql`${table.method} in ('password', 'openid', 'google', 'github')`),
  ],
)

/**
 * Failed sign-ins in a row, per account and per address (only hashes stand here). Unlogged in the migration:
 * losing it in a crash costs nothing.
 */
export const signInFailures = pgTable(
  'sign_in_failures',
  {
    subject: bytea().primaryKey(),
    failures: integer().notNull(),
    lastAt: instant('last_at').notNull(),
  },
  (table) => [index('sign_in_failures_last').on(table.lastAt)],
)

/** Bearer tokens for programs (D22). With a person it acts as that person, the lesser right wins. */
export const apiTokens = pgTable(
  'api_tokens',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    tokenHash: bytea('token_hash').notNull().unique(),
    personId: uuid('person_id').references(() => people.id),
    role: text({ enum: personRoles }).notNull(),
    createdAt: instant('created_at').notNull(),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('api_tokens_person').on(table.personId)],
)
