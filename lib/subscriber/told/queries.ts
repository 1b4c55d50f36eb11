/**
 * Whom an update is told, as parts of SQL: written once for the count before it is published, for those who are
 * queued then, and for the last look before a message leaves.
 */
import { type SQL, sql } from 'drizzle-orm'

/** Subscribers as `s`, with the link that they came by as `l` and their row of the directory as `p`. */
export const joinedSubscribers = sql`subscribers s
  left join share_links l on l.id = s.link_id
  left join stakeholders p on p.id = s.stakeholder_id`

/** They left, or never said yes. */
export const hasEnded = sql`(s.ended_at is not null or s.confirmed_at is null)`

/** The directory had them and no longer does. */
export const isRemoved = sql`(p.removed_at is not null)`

/** The link that they came by holds no more at `now`. Who came by none is told all the same. */
export function isLinkOver(now: SQL): SQL {
  return sql`coalesce(l.revoked_at is not null or l.expires_at <= ${now}, false)`
}

/**
 * Whether `s` is told of this incident at `now`: asked for it, or for its severity. A drill is told to those alone
 * who asked for that very drill.
 */
export function isTold({
  incidentId,
  kind,
  severity,
  now,
}: Record<'incidentId' | 'kind' | 'severity' | 'now', SQL>): SQL {
  return sql`(not ${hasEnded} and not ${isRemoved} and not ${isLinkOver(now)}
    and (s.incident_id = ${incidentId} or s.incident_id is null and ${kind} = 'real' and ${severity} = any(s.severities)))`
}
