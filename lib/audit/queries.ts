import { and, eq, gte, lt, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { auditLog } from '#db/schema/audit.ts'
import { people } from '#db/schema/people.ts'
import type { AuditQuery } from '#lib/audit/input.ts'
import type { AuditLine } from '#lib/audit/model.ts'

export type AuditPage = { lines: AuditLine[]; nextCursor: string | null }

/** A page of the audit log, newest first. Whoever calls has checked that the reader may (`mayReadAudit`). */
export async function listAudit(query: AuditQuery, limit = 50): Promise<AuditPage> {
  const { person, action, from, to, cursor } = query
  const rows = await database()
    .select({
      id: auditLog.id,
      at: auditLog.at,
      actor: { kind: auditLog.actorKind, id: auditLog.actorId, name: auditLog.actorName },
      action: auditLog.action,
      target: auditLog.target,
      targetName: people.name,
      details: auditLog.details,
    })
    .from(auditLog)
    // A target is an id of whatever the action was about; only people have names to look up.
    .leftJoin(
      people,
      sql`${people.id} = case when ${auditLog.target} ~ ${uuid} then ${auditLog.target}::uuid end`,
    )
    .where(
      and(
        person ? sql`(${auditLog.actorId} = ${person} or ${auditLog.target} = ${person})` : undefined,
        action ? eq(auditLog.action, action) : undefined,
        from ? gte(auditLog.at, from) : undefined,
        to ? lt(auditLog.at, to) : undefined,
        cursor
          ? sql`(${auditLog.at}, ${auditLog.id}) < (select a.at, a.id from ${auditLog} a where a.id = ${cursor}::uuid)`
          : undefined,
      ),
    )
    // As the index has them.
    .orderBy(sql`${auditLog.at} desc nulls last`, sql`${auditLog.id} desc nulls last`)
    .limit(limit + 1)
  const lines = rows.slice(0, limit).map(({ target, targetName, ...line }) => ({
    ...line,
    target: target === null ? null : { id: target, name: targetName },
  }))
  return { lines, nextCursor: rows.length > limit ? (lines.at(-1)?.id ?? null) : null }
}

const uuid = '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
