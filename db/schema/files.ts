import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { incidents } from './incidents.ts'
import { bytea, instant } from './types.ts'

/**
 * What people uploaded (D21). An entry attaches a file, once and to one incident; what no entry names after a day is
 * deleted. Redacting that entry takes the bytes and the name.
 */
export const files = pgTable(
  'files',
  {
    id: uuid().primaryKey(),
    uploadedBy: text('uploaded_by').notNull(),
    name: text().notNull(),
    mediaType: text('media_type').notNull(),
    size: integer().notNull(),
    width: integer(),
    height: integer(),
    /** null once redacted. */
    bytes: bytea(),
    createdAt: instant('created_at').notNull(),
    incidentId: uuid('incident_id').references(() => incidents.id),
    seq: integer(),
  },
  (table) => [
    index('files_orphans').on(table.createdAt).where(sql`incident_id is null`),
    index('files_incident').on(table.incidentId, table.seq),
    check('files_attached_to_an_entry', sql`(incident_id is null) = (seq is null)`),
    check('files_size', sql`size between 1 and 10000000 and (bytes is null or length(bytes) = size)`),
  ],
)
