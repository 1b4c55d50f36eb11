import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { database, type Transaction } from '#db/client.ts'
import { holding } from '#db/like.ts'
import { followUps } from '#db/schema/follow-ups.ts'
import { incidents } from '#db/schema/incidents.ts'
import { people } from '#db/schema/people.ts'
import { AppError } from '#lib/errors.ts'
import type { FollowUpFilter, FollowUpQuery } from '#lib/follow-up/input.ts'
import { fitting } from '#lib/follow-up/match.ts'
import { type Day, dayOf, type FollowUp, followUpRow } from '#lib/follow-up/model.ts'
import { type Instant, liveStatuses } from '#lib/incident/incident.ts'
import { toAppError } from '#lib/log/faults.ts'
import { readRef } from '#lib/log/ref.ts'
import { readText } from '#lib/log/words.ts'
import type { FollowUpRow } from '#lib/report/model.ts'

const columns = {
  id: followUps.id,
  ref: incidents.ref,
  topic: incidents.topic,
  severity: incidents.severity,
  number: followUps.number,
  title: followUps.title,
  kind: followUps.kind,
  state: followUps.state,
  ownerId: followUps.ownerId,
  ownerName: followUps.ownerName,
  dueOn: followUps.dueOn,
  url: followUps.url,
  outcome: followUps.outcome,
  createdById: followUps.createdById,
  createdByName: followUps.createdByName,
  createdAt: followUps.createdAt,
  changedAt: followUps.changedAt,
  endedAt: followUps.endedAt,
}

type Row = Omit<FollowUp, 'owner' | 'createdBy'> & {
  ownerId: string | null
  ownerName: string | null
  createdById: string
  createdByName: string
}

function toFollowUp({ ownerId, ownerName, createdById, createdByName, ...row }: Row): FollowUp {
  return {
    ...row,
    owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? '' },
    createdBy: { id: createdById, name: createdByName },
  }
}

/** What has ended comes last; before that by day, those without one after the others. */
const place = [
  sql`(${followUps.endedAt} is not null)`,
  sql`coalesce(${followUps.dueOn}, 'infinity')`,
  asc(followUps.id),
]

export type FollowUpPage = { followUps: FollowUp[]; nextCursor: string | null }

/** A page of follow-ups by due day. `today` decides what is overdue. ONE query. */
export async function listFollowUps(query: FollowUpQuery, today: Day): Promise<FollowUpPage> {
  const { cursor, limit = 100, ...filter } = query
  const rows = await asked(
    database()
      .select(columns)
      .from(followUps)
      .innerJoin(incidents, eq(incidents.id, followUps.incidentId))
      .where(and(within(filter, today), cursor ? after(cursor) : undefined))
      .orderBy(...place)
      .limit(limit + 1),
  )
  const page = rows.slice(0, limit).map(toFollowUp)
  return { followUps: page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

const todo = inArray(followUps.state, ['open', 'in_progress'])

function within(
  { state = 'todo', kind, owner, incident, q, due }: FollowUpFilter,
  today: Day,
): SQL | undefined {
  const text = q?.replaceAll('\u0000', '').toWellFormed().trim()
  return and(
    state === 'all' ? undefined : state === 'todo' ? todo : eq(followUps.state, state),
    kind && eq(followUps.kind, kind),
    owner === 'none' ? sql`${followUps.ownerId} is null` : owner ? eq(followUps.ownerId, owner) : undefined,
    incident ? eq(incidents.ref, incident) : undefined,
    text ? sql`${followUps.title} ilike ${holding(text)}` : undefined,
    due && and(todo, sql`${followUps.dueOn} < ${today}::date`),
  )
}

function after(id: string): SQL {
  return sql`((${followUps.endedAt} is not null), coalesce(${followUps.dueOn}, 'infinity'), ${followUps.id})
    > (select f.ended_at is not null, coalesce(f.due_on, 'infinity'), f.id from ${followUps} f where f.id = ${id}::uuid)`
}

/** How many are still to be done: by this person, overdue, in all. ONE query. */
export async function countFollowUps(
  personId: string,
  today: Day,
): Promise<{ mine: number; overdue: number; all: number }> {
  const [row] = await asked(
    database()
      .select({
        mine: sql<number>`count(*) filter (where ${followUps.ownerId} = ${personId})::int`,
        overdue: sql<number>`count(*) filter (where ${followUps.dueOn} < ${today}::date)::int`,
        all: sql<number>`count(*)::int`,
      })
      .from(followUps)
      .where(todo),
  )
  return row ?? { mine: 0, overdue: 0, all: 0 }
}

/** All follow-ups of an incident by number; `ref` as it is stored. ONE query. */
export async function followUpsOf(ref: string): Promise<FollowUp[]> {
  return (await asked(ofIncident(database(), eq(incidents.ref, ref)))).map(toFollowUp)
}

/** The same as documents list them; days are read on `today`. ONE query. */
export async function followUpRows(
  ref: string,
  today: Day = dayOf(Date.now(), 'UTC'),
): Promise<FollowUpRow[]> {
  return (await followUpsOf(ref)).map((row) => followUpRow(row, today))
}

/** All follow-ups of an incident by number, inside of a transaction. */
export async function readFollowUps(tx: Transaction, incidentId: string): Promise<FollowUp[]> {
  return (await ofIncident(tx, eq(followUps.incidentId, incidentId))).map(toFollowUp)
}

function ofIncident(db: Pick<Transaction, 'select'>, which: SQL) {
  return db
    .select(columns)
    .from(followUps)
    .innerJoin(incidents, eq(incidents.id, followUps.incidentId))
    .where(which)
    .orderBy(asc(followUps.number), asc(followUps.id))
}

/** One follow-up as it is in this transaction. Throws AppError not_found. */
export async function readFollowUp(tx: Transaction, id: string): Promise<FollowUp> {
  const [row] = await ofIncident(tx, eq(followUps.id, id))
  if (!row) throw new AppError('not_found', 'There is no such follow-up.')
  return toFollowUp(row)
}

/** What is still to be done by somebody who can be reached, with their address. For the weekly reminder. */
export async function readOwed(tx: Transaction): Promise<(FollowUp & { email: string })[]> {
  const rows = await tx
    .select({ ...columns, email: people.email, ownerName: people.name })
    .from(followUps)
    .innerJoin(incidents, eq(incidents.id, followUps.incidentId))
    .innerJoin(people, sql`${people.id}::text = ${followUps.ownerId}`)
    .where(and(todo, sql`${people.disabledAt} is null`))
  return rows.map(({ email, ...row }) => ({ ...toFollowUp(row), email }))
}

/** Open follow-ups looked at, the newest first, and how many of them are compared word by word. */
const LOOKED_AT = 2_000
const COMPARED = 300

/**
 * Open follow-ups that may fit: an incident that is declared (by its topic as it is typed) or one that is open (by its
 * topic and labels, but for its own), the best first, at most three. ONE query picks those that share a beginning of a
 * word or a label; lib/follow-up/match.ts decides. None for an incident that is over, or is not there.
 */
export async function findFitting(asking: { topic: string } | { ref: string }): Promise<FollowUp[]> {
  const ref = 'ref' in asking ? readRef(asking.ref) : null
  if ('ref' in asking && ref === null) return []
  const one =
    'ref' in asking
      ? sql`select id, topic, labels from incidents where ref = ${ref} and status in (${live})`
      : sql`select null::uuid as id, ${readText(asking.topic)}::text as topic, '{}'::text[] as labels`
  const columnList = sql.join(
    Object.entries(columns).map(([name, column]) => sql`${column} as ${sql.identifier(name)}`),
    sql`, `,
  )
  const { rows } = await asked(
    database().execute<Found>(sql`
      with asking as materialized (${one}),
        beginnings as materialized (select array_agg(distinct '%' || left(word, 5) || '%') as patterns
          from asking, regexp_split_to_table(lower(asking.topic), '[^[:alnum:]]+') as word where length(word) >= 4)
      select ${columnList}, ${incidents.labels} as labels, asking.topic as "askedTopic", asking.labels as "askedLabels"
      from asking, beginnings,
        (select * from ${followUps} where ${todo} order by ${followUps.id} desc limit ${LOOKED_AT}) as follow_ups
        inner join ${incidents} on ${incidents.id} = ${followUps.incidentId}
      where ${followUps.incidentId} is distinct from asking.id
        and not coalesce(${incidents.mergedInto} = asking.id, false)
        and (${incidents.labels} && asking.labels or
          lower(${followUps.title} || ' ' || ${incidents.topic} || ' ' || array_to_string(${incidents.labels}, ' '))
            like any (beginnings.patterns))
      order by ${followUps.id} desc limit ${COMPARED}`),
  )
  const [first] = rows
  if (!first) return []
  return fitting({ topic: first.askedTopic, labels: first.askedLabels }, rows).map(
    ({ labels: _labels, askedTopic: _topic, askedLabels: _askedLabels, ...row }) =>
      toFollowUp(withInstants(row)),
  )
}

type Found = Row & { labels: string[]; askedTopic: string; askedLabels: string[] }

const live = sql.join(
  liveStatuses.map((status) => sql`${status}`),
  sql`, `,
)

/** A query of our own writing gives instants as the driver has them. */
function withInstants(row: Row): Row {
  const iso = (at: Instant) => new Date(at).toISOString()
  const { createdAt, changedAt, endedAt } = row
  return { ...row, createdAt: iso(createdAt), changedAt: iso(changedAt), endedAt: endedAt && iso(endedAt) }
}

async function asked<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    throw toAppError(error)
  }
}
