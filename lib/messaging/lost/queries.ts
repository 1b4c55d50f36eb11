/** Who did not get an update, as a part of SQL: for the count where the next one is written, and for Now. */
import { type SQL, sql } from 'drizzle-orm'

/**
 * How many people and webhooks the newest update of an incident did not reach, nor when it was sent to them again.
 * `state` is the incident's. Whoever it was never tried with (an address that is known to be silent) is not counted.
 */
export function lostOf({ incidentId, state }: Record<'incidentId' | 'state', SQL>): SQL {
  return sql`(select count(*)::int from (select from deliveries d
    where d.incident_id = ${incidentId} and d.kind = 'public_update' and d.seq = (${state} #>> '{updates,last,seq}')::int
    group by d.recipient_id
    having bool_and(d.state in ('failed', 'bounced', 'complained')) and bool_or(d.first_tried_at is not null)) as lost)`
}
