import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { secondsBetween } from '#lib/incident/clock.ts'
import type { Incident, Instant, Severity } from '#lib/incident/incident.ts'
import { liveStatuses } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import type { PromiseTally } from '#lib/incident/public-updates.ts'
import { toAppError } from '#lib/log/faults.ts'
import { toView } from '#lib/log/row.ts'
import { lostOf } from '#lib/messaging/lost/queries.ts'
import type { Now, TapeEntry } from '#lib/now/model.ts'

const historyDays = 91
const mostPast = 2_000

/** Everything that the dashboard shows to `actor` at `now`: ONE statement, hence one moment. */
export async function getNow(actor: Actor, now: Instant): Promise<Now> {
  try {
    const { rows } = await database().execute<Row>(statement(actor.id, now))
    const [row] = rows
    if (!row) throw new Error('A select without a table gave no row')
    return toNow(row)
  } catch (error) {
    throw toAppError(error)
  }
}

type Seen = { state: Incident; head: string }
type HistoryRow = {
  severity: Severity
  reported: string
  answered: string | null
  resolved: string | null
  promises: PromiseTally
}
type Row = {
  open: (Seen & { last: string; lost: number })[] | null
  marks: TapeEntry[] | null
  unclosed: (Seen & { lost: number })[] | null
  recent: Seen[] | null
  history: HistoryRow[] | null
  last_sev1: Instant | Date | null
  is_new: boolean
}

function statement(me: string, now: Instant) {
  const live = sql.join(
    liveStatuses.map((status) => sql`${status}`),
    sql`, `,
  )
  return sql`
    with live as (
      select id, state, head_hash, seq,
        row_number() over (order by kind = 'drill', severity, reported_at, id) as place
      from incidents where status in (${live}) order by place limit 100)
    select
      (select json_agg(json_build_object('state', state, 'head', encode(head_hash, 'hex'), 'last',
          (select recorded_at from entries e where e.incident_id = live.id and e.seq = live.seq),
          'lost', ${lostOf({ incidentId: sql`live.id`, state: sql`live.state` })}) order by place)
        from live) as open,
      (select json_agg(json_build_object('seq', seq, 'occurredAt', occurred_at, 'payload', payload)
          order by occurred_at, seq)
        from (select seq, occurred_at, payload from entries
          where incident_id = (select id from live where place = 1) and type = 'logged'
            and payload ->> 'kind' in ('decision', 'deploy', 'migration')
          order by seq desc limit 40) as key) as marks,
      (select json_agg(json_build_object('state', state, 'head', encode(head_hash, 'hex'),
          'lost', ${lostOf({ incidentId: sql`mine.id`, state: sql`mine.state` })}) order by resolved_at)
        from (select id, state, head_hash, resolved_at from incidents
          where status = 'resolved' and id in (select incident_id from role_spans
            where person_id = ${me} and role in ('commander', 'communications') and ended_at is null)
          order by resolved_at limit 20) as mine) as unclosed,
      (select json_agg(json_build_object('state', state, 'head', encode(head_hash, 'hex')) order by resolved_at desc)
        from (select state, head_hash, resolved_at from incidents
          where resolved_at is not null order by resolved_at desc nulls last limit 5) as ended) as recent,
      (select json_agg(json_build_object('severity', severity, 'reported', reported_at,
          'answered', acknowledged_at, 'resolved', resolved_at, 'promises', promises))
        from (select severity, reported_at, acknowledged_at, resolved_at, state #> '{updates,tally}' as promises
          from incidents
          where kind = 'real' and status not in ('cancelled', 'merged') and reported_at > ${now}::timestamptz - make_interval(days => ${historyDays})
          order by reported_at desc nulls last limit ${mostPast}) as past) as history,
      (select reported_at from incidents
        where kind = 'real' and severity = 'SEV1' and status not in ('cancelled', 'merged')
        order by reported_at desc nulls last limit 1) as last_sev1,
      not exists (select from incidents) as is_new`
}

function toNow(row: Row): Now {
  return {
    open: (row.open ?? []).map((seen) => ({
      ...viewOf(seen),
      lastEntryAt: instantOf(seen.last),
      lost: seen.lost,
    })),
    marks: (row.marks ?? []).map((mark) => ({ ...mark, occurredAt: instantOf(mark.occurredAt) })),
    unclosed: (row.unclosed ?? []).map((seen) => ({ ...viewOf(seen), lost: seen.lost })),
    recent: (row.recent ?? []).map(viewOf),
    history: (row.history ?? []).map(({ severity, reported, answered, resolved, promises }) => ({
      severity,
      reportedAt: instantOf(reported),
      responseSeconds: secondsBetween(reported, answered),
      resolveSeconds: secondsBetween(reported, resolved),
      promises,
    })),
    lastSev1At: row.last_sev1 === null ? null : instantOf(row.last_sev1),
    isNew: row.is_new,
  }
}

function viewOf({ state, head }: Seen) {
  return toView(state, head)
}

/** Postgres writes instants into JSON with its own zone's offset. */
function instantOf(at: Instant | Date): Instant {
  return new Date(at).toISOString()
}
