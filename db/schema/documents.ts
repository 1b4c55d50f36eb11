import { sql } from 'drizzle-orm'
import { check, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { incidents } from './incidents.ts'
import { bytea, instant } from './types.ts'

const documentNames = ['report', 'post_mortem'] as const
const incidentId = () =>
  uuid('incident_id')
    .notNull()
    .references(() => incidents.id)

/**
 * The working text of a document, by section; no entry of the log (D16). A section without a row reads as the log has
 * it. Saved by compare-and-set on `revision`, which only grows.
 */
export const documentSections = pgTable(
  'document_sections',
  {
    incidentId: incidentId(),
    document: text({ enum: documentNames }).notNull(),
    section: text().notNull(),
    revision: integer().notNull(),
    /** Markdown; null: as the log has it, again. */
    text: text(),
    /** What was composed from the log when somebody began to edit: Markdown (D16, composed then). */
    composedThen: text('composed_then').notNull(),
    editedBy: text('edited_by').notNull(),
    editedByName: text('edited_by_name').notNull(),
    editedAt: instant('edited_at').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'document_sections_pkey',
      columns: [table.incidentId, table.document, table.section],
    }),
    check('document_sections_known', sql`${table.document} in ('report', 'post_mortem')`),
  ],
)

/**
 * Saved versions. `content` is the canonical JSON of the whole document as it was then; an entry carries the number and
 * `hash`, its SHA-256. A redaction empties words in `content` and leaves `hash`.
 */
export const documentVersions = pgTable(
  'document_versions',
  {
    incidentId: incidentId(),
    document: text({ enum: documentNames }).notNull(),
    version: integer().notNull(),
    /** The entry that saved it. */
    seq: integer().notNull(),
    /** The log's last entry when it was composed. */
    throughSeq: integer('through_seq').notNull(),
    content: text().notNull(),
    hash: bytea().notNull(),
    redactedAt: instant('redacted_at'),
  },
  (table) => [
    primaryKey({
      name: 'document_versions_pkey',
      columns: [table.incidentId, table.document, table.version],
    }),
    check('document_versions_known', sql`${table.document} in ('report', 'post_mortem') and version >= 1`),
  ],
)

/** What reviewers say of a section. Resolved or open; never deleted. */
export const documentComments = pgTable(
  'document_comments',
  {
    id: uuid().primaryKey(),
    incidentId: incidentId(),
    document: text({ enum: documentNames }).notNull(),
    section: text().notNull(),
    text: text().notNull(),
    byId: text('by_id').notNull(),
    byName: text('by_name').notNull(),
    at: instant().notNull(),
    resolvedById: text('resolved_by_id'),
    resolvedByName: text('resolved_by_name'),
    resolvedAt: instant('resolved_at'),
  },
  (table) => [
    index('document_comments_incident').on(table.incidentId, table.document, table.at),
    check('document_comments_resolved', sql`(resolved_at is null) = (resolved_by_id is null)`),
  ],
)

/** A saved version as it is mailed: rendered once, so that a repeated mail has the same bytes. */
export const documentFiles = pgTable(
  'document_files',
  {
    incidentId: incidentId(),
    document: text({ enum: documentNames }).notNull(),
    version: integer().notNull(),
    format: text({ enum: ['pdf', 'md'] }).notNull(),
    bytes: bytea().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'document_files_pkey',
      columns: [table.incidentId, table.document, table.version, table.format],
    }),
  ],
)

/**
 * Incidents that came by a bundle: what their documents say of where they were made, so that a bundle of them is the
 * one that they came by.
 */
export const imports = pgTable('imports', {
  incidentId: incidentId().primaryKey(),
  /** The address that their links led to. */
  origin: text().notNull(),
  organisation: text().notNull(),
  timeZone: text('time_zone').notNull(),
  /** Where the ref moved its counter: what that stood at before. The numbers between were never given out here. */
  skippedAfter: integer('skipped_after'),
  importedAt: instant('imported_at').notNull(),
})
