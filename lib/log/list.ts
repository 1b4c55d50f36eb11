/** Lists of incidents: pages by key, never by offset, and no counts (both grow with the table). */
import { and, inArray, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { database } from '#db/client.ts'
import { incidents } from '#db/schema/incidents.ts'
import type { Incident, IncidentView, Status } from '#lib/incident/incident.ts'
import { isLive, liveStatuses } from '#lib/incident/incident.ts'
import { cursorAfter, isAfter, isCursor } from '#lib/log/cursor.ts'
import { toAppError } from '#lib/log/faults.ts'
import { statusesOf, within } from '#lib/log/filter.ts'
import { type ListQuery, listLimit } from '#lib/log/input.ts'
import type { OpenIncident } from '#lib/log/model.ts'
import { toView } from '#lib/log/row.ts'
import { mentioning } from '#lib/log/search.ts'

/** `nextCursor` is null on the last page. */
export type IncidentPage = { incidents: IncidentView[]; nextCursor: string | null }

/**
 * One page of incidents, newest report first (reportedAt, then id, both descending). ONE query. Throws AppError
 * invalid for a bad cursor.
 */
export async function listIncidents(query: ListQuery = {}): Promise<IncidentPage> {
  const limit = query.limit ?? listLimit.usual
  return pageOf(await asked(newest(query, statusesOf(query), limit)), limit)
}

/**
 * What the page of the list shows: all that is open (most urgent first) and one page of the rest, newest first.
 * A later page, which has a cursor, has the rest alone; a cursor that cannot be read is none. ONE query.
 */
export async function listByGroup(given: ListQuery): Promise<IncidentPage & { open: IncidentView[] }> {
  const query = given.cursor && isCursor(given.cursor) ? given : { ...given, cursor: undefined }
  const limit = query.limit ?? listLimit.usual
  const wanted = statusesOf(query)
  const live = wanted.filter((status) => isLive({ status }))
  const ended = wanted.filter((status) => !isLive({ status }))
  if (query.cursor || live.length === 0) {
    return { open: [], ...pageOf(await asked(newest(query, ended, limit)), limit) }
  }

  const open = chosen(live, query, listLimit.most)
    .orderBy(...byUrgency)
    .limit(listLimit.most)
  const rows = await asked(ended.length === 0 ? open : unionAll(open, newest(query, ended, limit)))
  const rest = rows.filter((row) => row.state && !isLive(row.state)).sort(newerFirst)
  return { open: rows.map(viewOf).filter(isLive).sort(compareUrgency), ...pageOf(rest, limit) }
}

/** What the strip under the top bar shows: open incidents, most urgent first. At most 50. */
export async function listActive(): Promise<OpenIncident[]> {
  const { ref, kind, topic, severity, status, reportedAt } = incidents
  return await asked(
    database()
      .select({ ref, kind, topic, severity, status, reportedAt })
      .from(incidents)
      .where(inArray(status, [...liveStatuses]))
      .orderBy(...byUrgency)
      .limit(50),
  )
}

/** The order in which open incidents need people: real ones before drills, by severity, then the oldest. */
const byUrgency = [
  sql`(${incidents.kind} = 'drill')`,
  sql`${incidents.severity}`,
  sql`${incidents.reportedAt}`,
  sql`${incidents.id}`,
]

async function asked<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    throw toAppError(error)
  }
}

type Row = { state: Incident | null; headHash: string; reportedAt: string; id: string }

function viewOf({ state, headHash }: Row): IncidentView {
  if (!state) throw new Error('An incident was committed without its state')
  return toView(state, headHash)
}

function newest(query: ListQuery, among: Status[], limit: number) {
  const place = query.cursor ? isAfter(query.cursor) : undefined
  return chosen(among, query, limit, place)
    .orderBy(...byTime)
    .limit(limit + 1)
}

function chosen(among: Status[], query: ListQuery, limit: number, place?: SQL) {
  const { state, headHash, reportedAt, id } = incidents
  const where = and(within(query, among), place)
  return database()
    .select({ state, headHash: sql<string>`encode(${headHash}, 'hex')`.as('head'), reportedAt, id })
    .from(incidents)
    .where(and(where, query.q ? mentioning(query.q, { by: byTime, where, limit }) : undefined))
}

/** As the index runs; without "nulls last" Postgres would sort instead of walking it. */
const byTime = [sql`${incidents.reportedAt} desc nulls last`, sql`${incidents.id} desc nulls last`]

function pageOf(rows: Row[], limit: number): IncidentPage {
  const views = rows.slice(0, limit).map(viewOf)
  const last = views.at(-1)
  return { incidents: views, nextCursor: last && rows.length > limit ? cursorAfter(last) : null }
}

function newerFirst(a: Row, b: Row): number {
  return compare(b.reportedAt, a.reportedAt) || compare(b.id, a.id)
}

function compareUrgency(a: Incident, b: Incident): number {
  const isDrill = Number(a.kind === 'drill') - Number(b.kind === 'drill')
  const age = compare(a.milestones.reportedAt ?? '', b.milestones.reportedAt ?? '')
  return isDrill || compare(a.severity, b.severity) || age || compare(a.id, b.id)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
