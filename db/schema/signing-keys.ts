import { sql } from 'drizzle-orm'
import { check, pgTable, text } from 'drizzle-orm/pg-core'
import { bytea } from './types.ts'

/**
 * Keys that outlive a change of NEXTAUTH_SECRET and go along with a backup: what they sign stands in mails that people
 * keep. Made by the migration, one per purpose, and never changed.
 */
export const signingKeys = pgTable(
  'signing_keys',
  {
    purpose: text().primaryKey().$type<'unsubscribe'>(),
    key: bytea().notNull(),
  },
  (table) => [check('signing_keys_are_long', sql`octet_length(${table.key}) = 32`)],
)
