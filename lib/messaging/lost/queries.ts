/** Who did not get an update, as a part of SQL: for the count where the next one is written, and for Now. */
import { type SQL, sql } from 'drizzle-orm'
import { tooLate } from '#lib/messaging/model.ts'

/**
 * How many people and webhooks the newest update of an incident did not reach, nor when it was sent to them again.
 * `state` is the incident's. What could not be sent in time reached nobody; what was wanted no more is not missed. Whoever
 * it was never tried with (an address that is known to be silent) is not counted.
 */
export function lostOf({ incidentId, state }: Record<'incidentId' | 'state', SQL>): SQL {
  const isTooLate = sql`(d.state = 'cancelled' and d.trouble = ${tooLate})`
  return sql`(select count(*)::int from (select from deliveries d
    where d.incident_id = ${incidentId} and d.kind = 'public_update' and d.seq = (${state} #>> '{updates,last,seq}')::int
    group by d.recipient_id
    having bool_and(d.state in ('failed', 'bounced', 'complained') or ${isTooLate})
      and bool_or(d.first_tried_at is not null or ${isTooLate})) as lost)`
}
