import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea, instant } from './types.ts'

export const personRoles = ['admin', 'member', 'observer'] as const

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
    createdAt: instant('created_at').notNull(),
    disabledAt: instant('disabled_at'),
  },
  (table) => [
    uniqueIndex('people_email_unique').on(sql`lower(${table.email})`),
    // ASCII and exactly one @: no look-alike sign, no quoted local part, no comma (RELIABILITY T19).
    check('people_email_shape', sql`${table.email} ~ '^[A-Za-z0-9.!#$%&''*+/=?^_{|}~-]+@[A-Za-z0-9.-]+$'`),
    check('people_role_known', sql`${table.role} in ('admin', 'member', 'observer')`),
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
  },
  (table) => [index('sessions_person').on(table.personId)],
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
