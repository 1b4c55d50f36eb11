/** A published update as it stands in the log now, with what those outside know around it. */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { Instant } from '#lib/incident/incident.ts'
import type { UpdateWords } from '#lib/incident/public-updates.ts'

export type Published = UpdateWords & {
  incidentId: string
  number: number
  /** When it was published. */
  at: Instant
  /** The number of the update that it puts right. */
  corrects: number | null
  isDrill: boolean
  reportedAt: Instant
  beganAt: Instant | null
}

/** Reads it. Throws when that entry is no update, or was redacted. */
export async function readPublished(incidentId: string | null, seq: number | null): Promise<Published> {
  type Row = {
    body: string
    kind: 'real' | 'drill'
    reportedAt: string | Date
    beganAt: string | Date | null
  }
  const { rows } = await database().execute<Row>(sql`
    select e.body, i.kind, i.reported_at as "reportedAt", i.impact_started_at as "beganAt"
    from entries e join incidents i on i.id = e.incident_id
    where e.incident_id = ${incidentId} and e.seq = ${seq} and e.type = 'update_published' and e.redacted_at is null`)
  const [row] = rows
  if (!row || !incidentId) throw new Error('There is no such public update')
  // Written by lib/log/append.ts.
  const entry = parseEntry(JSON.parse(row.body) as StoredEntry)
  if (entry.type !== 'update_published') throw new Error('There is no such public update')
  const { corrects, draftedBy: _, promisedAt: __, ...words } = entry.payload
  return {
    ...words,
    ...{
      incidentId,
      at: entry.recordedAt,
      corrects: corrects?.number ?? null,
      isDrill: row.kind === 'drill',
    },
    reportedAt: new Date(row.reportedAt).toISOString(),
    beganAt: row.beganAt === null ? null : new Date(row.beganAt).toISOString(),
  }
}
