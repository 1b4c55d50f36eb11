import { sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import type { Incident } from '#lib/incident/incident.ts'
import { bytea, instant, tsvector } from './types.ts'

/** Numbers for refs, one row per kind, locked while one is taken: INC-1, INC-2 … without gaps (D7). */
export const refCounters = pgTable('ref_counters', {
  kind: text({ enum: ['real', 'drill'] }).primaryKey(),
  last: integer().notNull(),
})

/**
 * One row per incident: the fold of its log. `seq` and `head_hash` are moved by the entries' trigger alone;
 * the columns beside `state` repeat what is filtered, sorted or constrained.
 */
export const incidents = pgTable(
  'incidents',
  {
    id: uuid().primaryKey(),
    ref: text().notNull().unique(),
    kind: text({ enum: ['real', 'drill'] }).notNull(),
    seq: integer().notNull().default(0),
    headHash: bytea('head_hash').notNull(),
    foldVersion: integer('fold_version').notNull(),
    state: jsonb().$type<Incident>(),
    topic: text().notNull(),
    severity: text({ enum: ['SEV1', 'SEV2', 'SEV3'] }).notNull(),
    status: text({
      enum: [
        'reported',
        'investigating',
        'identified',
        'monitoring',
        'resolved',
        'closed',
        'cancelled',
        'merged',
      ],
    }).notNull(),
    impactStartedAt: instant('impact_started_at'),
    reportedAt: instant('reported_at').notNull(),
    acknowledgedAt: instant('acknowledged_at'),
    mitigatedAt: instant('mitigated_at'),
    resolvedAt: instant('resolved_at'),
    closedAt: instant('closed_at'),
    /** `component:checkout`, the name in lower case: what a list filters by. */
    labels: text().array().notNull().default(sql`'{}'`),
    mergedInto: uuid('merged_into').references((): AnyPgColumn => incidents.id),
    /** The words of what it says of itself now. */
    search: tsvector().generatedAlwaysAs(
      sql`to_tsvector('simple', ref || ' ' || topic) || jsonb_to_tsvector('simple', jsonb_path_query_array(coalesce(state, '{}'), '$.** ? (@.type() == "object").keyvalue() ? (@.key == "reported" || @.key == "solution" || @.key == "text" || @.key == "reportedBy").value') || jsonb_path_query_array(coalesce(state, '{}'), '$.labels[*].name'), '["string"]')`,
    ),
  },
  (table) => [
    index('incidents_reported').on(table.reportedAt.desc(), table.id.desc()),
    index('incidents_status').on(table.status),
    index('incidents_kind').on(table.kind, table.reportedAt.desc(), table.id.desc()),
    index('incidents_resolved').on(table.resolvedAt.desc()).where(sql`resolved_at is not null`),
    index('incidents_search').using('gin', table.search),
    index('incidents_labelled').on(table.reportedAt.desc(), table.id.desc()).where(sql`labels <> '{}'`),
    index('incidents_labels').using('gin', table.labels),
    check('incidents_severity_known', sql`${table.severity} in ('SEV1', 'SEV2', 'SEV3')`),
    check(
      'incidents_status_known',
      sql`${table.status} in ('reported', 'investigating', 'identified', 'monitoring', 'resolved', 'closed', 'cancelled', 'merged')`,
    ),
    check(
      'incidents_merged_has_target',
      sql`(${table.status} = 'merged') = (merged_into is not null) and merged_into is distinct from id`,
    ),
    check(
      'incidents_times_in_order',
      sql`impact_started_at <= least(reported_at, acknowledged_at, mitigated_at, resolved_at, closed_at)
        and reported_at <= least(acknowledged_at, resolved_at) and acknowledged_at <= resolved_at
        and mitigated_at <= resolved_at and resolved_at <= closed_at`,
    ),
    check(
      'incidents_status_has_times',
      sql`(${table.status} in ('resolved', 'closed')) = (resolved_at is not null) and (${table.status} = 'closed') = (closed_at is not null)`,
    ),
  ],
)

/**
 * The log. A row is never deleted, and never updated but to take words out of it (triggers). `body` is the RFC
 * 8785 text of the entry; the trigger computes `body_hash` and chains `hash`; `payload` and `type` are read out of
 * the body, never written (D3).
 */
export const entries = pgTable(
  'entries',
  {
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id),
    seq: integer().notNull(),
    body: text().notNull(),
    /** The command that caused it, and its place among that command's entries. */
    commandId: uuid('command_id').notNull(),
    commandPart: smallint('command_part').notNull(),
    occurredAt: instant('occurred_at').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    bodyHash: bytea('body_hash').notNull(),
    hash: bytea().notNull(),
    type: text().generatedAlwaysAs(sql`((body::jsonb) ->> 'type')`),
    payload: jsonb().generatedAlwaysAs(sql`((body::jsonb) -> 'payload')`),
    /** When its words were taken out (lib/log/redact.ts); body_hash stays that of what it said. */
    redactedAt: instant('redacted_at'),
    /** People's own words in it, for search. */
    words: tsvector().generatedAlwaysAs(
      sql`jsonb_to_tsvector('simple', jsonb_path_query_array(body::jsonb, '$.payload.** ? (@.type() == "object").keyvalue() ? (@.key == "text" || @.key == "headline" || @.key == "topic" || @.key == "reported" || @.key == "reportedBy" || @.key == "source" || @.key == "reason" || @.key == "solution" || @.key == "brief" || @.key == "title" || @.key == "url" || @.key == "rejected" || @.key == "service" || @.key == "name" || @.key == "alt" || @.key == "sentence" || ((@.key == "from" || @.key == "to") && ($.type == "topic_changed" || $.payload.kind == "deploy"))).value ? (@.type() == "string")'), '["string"]')`,
    ),
  },
  (table) => [
    primaryKey({ name: 'entries_pkey', columns: [table.incidentId, table.seq] }),
    uniqueIndex('entries_command_once').on(table.commandId, table.commandPart),
    index('entries_words').using('gin', table.words),
    index('entries_amending')
      .on(table.incidentId, table.seq)
      .where(sql`type in ('entry_corrected', 'entry_redacted', 'change_undone')`),
    // Whom an update is told is asked again before each message leaves (lib/subscriber/told/).
    index('entries_telling')
      .on(table.incidentId, table.seq)
      .where(sql`type in ('incident_reported', 'severity_changed', 'change_undone', 'update_published')`),
    check('entries_not_ahead', sql`${table.occurredAt} <= ${table.recordedAt} + interval '5 minutes'`),
  ],
)

/** Who held which role from when to when: one active Commander, and no overlap in history (two constraints). */
export const roleSpans = pgTable(
  'role_spans',
  {
    incidentId: uuid('incident_id')
      .notNull()
      .references(() => incidents.id),
    role: text({ enum: ['commander', 'communications', 'responder', 'scribe'] }).notNull(),
    personId: text('person_id').notNull(),
    startedAt: instant('started_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    index('role_spans_incident').on(table.incidentId),
    index('role_spans_person').on(table.personId).where(sql`ended_at is null`),
    index('role_spans_ever').on(table.personId, table.role, table.incidentId),
    uniqueIndex('role_spans_one_commander')
      .on(table.incidentId)
      .where(sql`role = 'commander' and ended_at is null`),
    check('role_spans_in_order', sql`${table.startedAt} <= ${table.endedAt}`),
  ],
)

/** First answers by key, so that a repeated request has one effect and gets the same bytes. Kept 48 hours. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    actorId: text('actor_id').notNull(),
    key: text().notNull(),
    requestHash: bytea('request_hash').notNull(),
    answer: text().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'idempotency_keys_pkey', columns: [table.actorId, table.key] }),
    index('idempotency_keys_created').on(table.createdAt),
  ],
)
