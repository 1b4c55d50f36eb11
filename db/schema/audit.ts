import { index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { instant } from './types.ts'

/** Who did what to people, settings and tokens: one row per change, written by the side door (D17). */
export const auditLog = pgTable(
  'audit_log',
  {
    id: uuid().primaryKey(),
    at: instant().notNull(),
    actorKind: text('actor_kind').notNull(),
    actorId: text('actor_id').notNull(),
    actorName: text('actor_name').notNull(),
    action: text().notNull(),
    target: text(),
    details: jsonb().$type<Record<string, unknown>>().notNull().default({}),
  },
  (table) => [
    index('audit_log_newest').on(table.at.desc().nullsLast(), table.id.desc().nullsLast()),
    index('audit_log_actor').on(table.actorId, table.at.desc().nullsLast(), table.id.desc().nullsLast()),
    index('audit_log_target').on(table.target, table.at.desc().nullsLast(), table.id.desc().nullsLast()),
  ],
)
