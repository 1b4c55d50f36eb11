/** The conditions of a list: from what was asked for to SQL. */
import { and, gte, inArray, lt, notInArray, type SQL, sql } from 'drizzle-orm'
import { incidents } from '#db/schema/incidents.ts'
import { isLive, type Status, statuses } from '#lib/incident/incident.ts'
import type { ListQuery } from '#lib/log/input.ts'
import { fromDateTimeLocal } from '#lib/time/wall.ts'

/** The statuses that a filter means. */
export function statusesOf({ status, q }: Pick<ListQuery, 'status' | 'q'>): Status[] {
  if (status === 'all' || (status === undefined && q)) return [...statuses]
  if (status === undefined) return statuses.filter((each) => each !== 'merged')
  if (status === 'open') return statuses.filter((each) => isLive({ status: each }))
  return status === 'closed' ? ['resolved', 'closed'] : [status]
}

/** Every condition but the search's; undefined when there is none. */
export function within(query: ListQuery, among: Status[]): SQL | undefined {
  const { severity, kind, label } = query
  const [from, until] = [since(query), before(query)]
  return and(
    amongThem(among),
    severity ? sql`${incidents.severity} = ${severity}` : undefined,
    kind ? sql`${incidents.kind} = ${kind}` : undefined,
    label ? sql`${incidents.labels} @> ${sql.param(label.map(asColumn))}::text[]` : undefined,
    from ? gte(incidents.reportedAt, from) : undefined,
    until ? lt(incidents.reportedAt, until) : undefined,
    heldBy(query),
  )
}

function amongThem(among: Status[]): SQL | undefined {
  if (among.length === statuses.length) return undefined
  if (among.length <= statuses.length / 2) return inArray(incidents.status, among)
  return notInArray(
    incidents.status,
    statuses.filter((each) => !among.includes(each)),
  )
}

/** Somebody's incidents: those in which they ever held the role, or any role. */
function heldBy({ person, role }: ListQuery): SQL | undefined {
  if (!person && !role) return undefined
  const who = person ? sql`person_id = ${person}` : sql`true`
  const what = role ? sql`role = ${role}` : sql`true`
  return sql`${incidents.id} in (select incident_id from role_spans where ${who} and ${what})`
}

/** As lib/log/row.ts writes it: the kind, and the name without its case. */
function asColumn(label: string): string {
  return label.toLowerCase()
}

/** The same filter with its days as instants, for whoever does not know the zone. */
export function withInstants(query: ListQuery): ListQuery {
  const [from, to] = [since(query), before(query)]
  return { ...query, from, to }
}

function since({ from, zone }: ListQuery): string | undefined {
  return from && instantOf(from, zone, 0)
}

/** The end of a day is the beginning of the next one. */
function before({ to, zone }: ListQuery): string | undefined {
  return to && instantOf(to, zone, 1)
}

/**
 * An instant as it is; a day, and `after` days, as its first moment in the zone. No incident was reported before the
 * year 2000, nor after 9999, and beyond them neither Postgres nor RFC 3339 follows.
 */
function instantOf(text: string, zone = 'UTC', after: number): string {
  const year = Number(text.slice(0, 4))
  if (year < 1999) return '1999-01-01T00:00:00.000Z'
  if (year > 9998) return '9999-12-31T23:59:59.999Z'
  if (text.includes('T')) return new Date(text).toISOString()
  const day = new Date(Date.parse(text) + after * 86_400_000).toISOString().slice(0, 10)
  return (fromDateTimeLocal(`${day}T00:00`, zone) ?? new Date(day)).toISOString()
}
