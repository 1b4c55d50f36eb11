import { index, pgTable, uuid } from 'drizzle-orm/pg-core'
import { instant } from './types.ts'

/**
 * Who is watching which incident: one row per open stream, written anew every 15 s by the process that serves it and
 * ignored once it is 45 s old (D20). UNLOGGED, which Drizzle cannot say: the migration does.
 */
export const presence = pgTable(
  'presence',
  {
    streamId: uuid('stream_id').primaryKey(),
    incidentId: uuid('incident_id').notNull(),
    personId: uuid('person_id').notNull(),
    seenAt: instant('seen_at').notNull(),
  },
  (table) => [index('presence_incident').on(table.incidentId)],
)
