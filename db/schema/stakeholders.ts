import { sql } from 'drizzle-orm'
import { check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant } from './types.ts'

/** Those who are told how it went, without an account. The address is unique among those who are not removed. */
export const stakeholders = pgTable(
  'stakeholders',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    email: text().notNull(),
    /** "Management"; null: in no group. */
    group: text(),
    createdAt: instant('created_at').notNull(),
    removedAt: instant('removed_at'),
  },
  (table) => [
    uniqueIndex('stakeholders_email_unique').on(sql`lower(email)`).where(sql`removed_at is null`),
    index('stakeholders_group').on(table.group).where(sql`removed_at is null`),
    check('stakeholders_email_shape', sql`email ~ '^[A-Za-z0-9.!#$%&''*+/=?^_{|}~-]+@[A-Za-z0-9.-]+$'`),
  ],
)

/** The groups that a report of this severity goes to unless somebody chooses otherwise. */
export const severityGroups = pgTable(
  'severity_groups',
  {
    severity: text({ enum: ['SEV1', 'SEV2', 'SEV3'] }).notNull(),
    group: text().notNull(),
  },
  (table) => [primaryKey({ name: 'severity_groups_pkey', columns: [table.severity, table.group] })],
)
