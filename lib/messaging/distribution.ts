/** Who was sent which version of a document, when, and what came of it: no address, for it is printed (D2). */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { toAppError } from '#lib/log/faults.ts'
import type { DistributionRow } from '#lib/report/model.ts'
import { formatDay, formatTime } from '#lib/time/format.ts'
import { type DeliveryState, isTrouble, stateNames } from './model.ts'

/** What is told of a delivery. */
export type Distributed = {
  name: string
  version: number
  state: DeliveryState
  createdAt: Instant
  changedAt: Instant
}

/** The mails that brought a report of this incident, as they went out. `zone` is the document's. ONE query. */
export async function distributionOf(incidentId: string, zone: string): Promise<DistributionRow[]> {
  try {
    const { rows } = await database().execute<Distributed>(sql`
      select name, (source ->> 'version')::integer as version, state, created_at as "createdAt",
        changed_at as "changedAt"
      from deliveries where incident_id = ${incidentId} and kind = 'report' order by seq, lower(name), id`)
    return rows.map((row) => distributionRow(row, zone))
  } catch (error) {
    throw toAppError(error)
  }
}

/** As it is printed, in the document's zone. */
export function distributionRow(
  { name, version, state, ...times }: Distributed,
  zone: string,
): DistributionRow {
  const at = new Date(times.createdAt).toISOString()
  const since = new Date(times.changedAt).toISOString()
  const when = `${formatDay(since, zone, at)} ${formatTime(since, zone)}`
  return {
    ...{ name, version, at },
    text: `${stateNames[state].toLowerCase()} ${when}`,
    failed: isTrouble(state),
  }
}
