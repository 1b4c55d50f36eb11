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
 * The severities whose subscribers are told what the log of an incident says at entry `upTo`, as an array: the one that it
 * has then, and each that it had from its first update on. So whoever heard one update hears the rest, and nobody hears of
 * a severity that came and went before anything was said. What was taken back counts where an update went out meanwhile.
 * Whoever puts it into a query calls nothing there "step", "slip", "span" or "said".
 */
export function toldSeverities({ incidentId, upTo }: Record<'incidentId' | 'upTo', SQL>): SQL {
  return sql`array(
    select distinct span.severity from (
      select step.seq, coalesce(step.payload ->> 'severity', step.payload ->> 'to') as severity,
        exists (select from entries slip where slip.incident_id = ${incidentId} and slip.seq <= ${upTo}
          and slip.type = 'change_undone' and slip.body::jsonb ->> 'corrects' = step.seq::text) as is_slip,
        lead(step.seq) over log as until, lead(step.type) over log as ended_by
      from entries step where step.incident_id = ${incidentId} and step.seq <= ${upTo}
        and (step.type in ('incident_reported', 'severity_changed')
          or step.type = 'change_undone' and step.payload ->> 'field' = 'severity')
      window log as (order by step.seq)) span
    where span.until is null or exists (select from entries said
      where said.incident_id = ${incidentId} and said.type = 'update_published' and said.seq < span.until
        and (said.seq > span.seq or span.ended_by = 'severity_changed' and not span.is_slip)))`
}

type About = Record<'incidentId' | 'kind' | 'severities', SQL>

/**
 * Whether `s` asked for this incident, or for one of `severities`, which toldSeverities gives. A drill is told to those
 * alone who asked for that very drill.
 */
export function isAskedFor({ incidentId, kind, severities }: About): SQL {
  return sql`(s.incident_id = ${incidentId}
    or s.incident_id is null and ${kind} = 'real' and s.severities && ${severities})`
}

/** Whether `s` is told of this incident at `now`. */
export function isTold({ now, ...about }: About & { now: SQL }): SQL {
  return sql`(not ${hasEnded} and not ${isRemoved} and not ${isLinkOver(now)} and ${isAskedFor(about)})`
}
