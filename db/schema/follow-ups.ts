import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { incidents } from './incidents.ts'
import { instant } from './types.ts'

/** What is to be done so that it does not come back (DOMAIN §6). Numbered within its incident. */
export const followUps = pgTable(
  'follow_ups',
  {
    id: uuid().primaryKey(),
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id),
    number: integer().notNull(),
    title: text().notNull(),
    kind: text({ enum: ['prevent', 'detect', 'mitigate', 'process'] }).notNull(),
    state: text({ enum: ['open', 'in_progress', 'done', 'dropped'] }).notNull(),
    ownerId: text('owner_id'),
    ownerName: text('owner_name'),
    /** A day, in no zone: "2026-05-20". */
    dueOn: date('due_on', { mode: 'string' }),
    /** Where the work is tracked. */
    url: text(),
    /** Why it was dropped, or what came of it. */
    outcome: text(),
    createdById: text('created_by_id').notNull(),
    createdByName: text('created_by_name').notNull(),
    createdAt: instant('created_at').notNull(),
    changedAt: instant('changed_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('follow_ups_incident').on(table.incidentId, table.number),
    index('follow_ups_open').on(table.dueOn, table.id).where(sql`state in ('open', 'in_progress')`),
    index('follow_ups_owner').on(table.ownerId, table.dueOn),
    check('follow_ups_kind_known', sql`${table.kind} in ('prevent', 'detect', 'mitigate', 'process')`),
    check('follow_ups_state_known', sql`${table.state} in ('open', 'in_progress', 'done', 'dropped')`),
    check('follow_ups_ended', sql`(state in ('done', 'dropped')) = (ended_at is not null)`),
  ],
)
