import { sql } from 'drizzle-orm'
import { check, pgTable, smallint, text } from 'drizzle-orm/pg-core'
import { instant } from './types.ts'

/** One deployment serves one organisation: one row, id 1, made by the first-run set-up. */
export const organisation = pgTable(
  'organisation',
  {
    id: smallint().primaryKey().default(1),
    name: text().notNull(),
    timeZone: text('time_zone').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [check('organisation_is_one', sql`${table.id} = 1`)],
)
