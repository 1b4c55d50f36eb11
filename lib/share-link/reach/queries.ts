import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { Instant } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { toAppError } from '#lib/log/faults.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'
import { lostOf } from '#lib/messaging/lost/queries.ts'
import type { Channel } from '#lib/messaging/model.ts'
import { keptDays, type Reach } from '#lib/share-link/model.ts'
import { isTold, joinedSubscribers, toldSeverities } from '#lib/subscriber/told/queries.ts'

/**
 * Where an update of this incident goes at `now`: links that hold, and whoever subscribed and confirmed, of this
 * incident or of its severities. A drill reaches only what was made for it. ONE query.
 */
export async function getReach(actor: Actor, text: string, now: Instant): Promise<Reach> {
  if (actor.role === 'observer') {
    throw new AppError('forbidden', 'Observers read. Ask an admin to make you a member.')
  }
  const ref = readRef(text)
  if (ref === null) throw noSuchIncident(text)
  const found = await asked(ref, now)
  if (!found) throw noSuchIncident(text)
  return found
}

async function asked(ref: string, now: Instant): Promise<Reach | undefined> {
  try {
    const { rows } = await database().execute<Reach>(statement(ref, now))
    return rows[0]
  } catch (error) {
    throw toAppError(error)
  }
}

function statement(ref: string, now: Instant) {
  const at = sql`${now}::timestamptz`
  const told = isTold({
    ...{ incidentId: sql`i.id`, kind: sql`i.kind`, severities: sql`i.severities` },
    now: at,
  })
  const subscribed = (channel: Channel) => sql`
    (select count(distinct lower(s.address))::int from ${joinedSubscribers} where s.channel = ${channel} and ${told})`
  const severities = toldSeverities({ incidentId: sql`incidents.id`, upTo: sql`incidents.seq` })
  // Materialized: which severities are told is asked once, not for each subscriber.
  return sql`
    with i as materialized (select id, kind, state, ${severities} as severities from incidents where ref = ${ref})
    select
      (select count(*)::int from share_links l
        where (l.incident_id = i.id or (l.incident_id is null and i.kind = 'real'))
          and l.revoked_at is null
          and (case when l.expires_at is not null then l.expires_at > ${at}
            else l.incident_id is null or p.ended_at is null
              or p.ended_at + make_interval(days => ${keptDays}) > ${at} end)) as links,
      ${subscribed('email')} as email,
      ${subscribed('webhook')} as webhooks,
      ${lostOf({ incidentId: sql`i.id`, state: sql`i.state` })} as lost
    from i left join public_states p on p.incident_id = i.id`
}
