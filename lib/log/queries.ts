/** Reads of one incident and its log. Each function is one statement. */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import type { Incident, IncidentView } from '#lib/incident/incident.ts'
import { toAppError } from '#lib/log/faults.ts'
import { wireEntry } from '#lib/log/learn.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'
import { toView } from '#lib/log/row.ts'

/** The incident called `ref` (INC-42, any case). Throws AppError not_found. */
export async function getIncident(ref: string): Promise<IncidentView> {
  return (await getSnapshot(ref, { limit: 0 })).incident
}

/** The incident and its newest `limit` entries, oldest first: one statement, hence one moment. */
export async function getSnapshot(
  ref: string,
  { limit }: { limit: number },
): Promise<{ incident: IncidentView; entries: Entry[] }> {
  const row = await read(ref, sql`order by seq desc limit ${limit}`)
  return { incident: viewOf(row), entries: entriesOf(row).reverse() }
}

/** The incident and its whole log, oldest first: what the report is composed of. */
export async function getLog(ref: string): Promise<{ incident: IncidentView; entries: Entry[] }> {
  const row = await read(ref, sql`order by seq`)
  return { incident: viewOf(row), entries: entriesOf(row) }
}

/** Up to `limit` entries after number `after`, oldest first; `lastSeq` is the log's newest number. */
export async function listEntries(
  ref: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ entries: Entry[]; lastSeq: number }> {
  const row = await read(ref, sql`and seq > ${after} order by seq limit ${limit}`)
  return { entries: entriesOf(row), lastSeq: row.state.seq }
}

type Row = { state: Incident; head: string; log: { body: string; hash: string }[] | null }

async function read(ref: string, which: ReturnType<typeof sql>): Promise<Row> {
  try {
    const { rows } = await database().execute<Row>(sql`
      select i.state, encode(i.head_hash, 'hex') as head,
        (select json_agg(json_build_object('body', e.body, 'hash', encode(e.hash, 'hex')))
           from (select body, hash from entries where incident_id = i.id ${which}) as e) as log
      from incidents i where i.ref = ${readRef(ref)}`)
    const [row] = rows
    if (row) return row
  } catch (error) {
    throw toAppError(error)
  }
  throw noSuchIncident(ref)
}

function viewOf(row: Row): IncidentView {
  return toView(row.state, row.head)
}

function entriesOf(row: Row): Entry[] {
  return (row.log ?? []).map(wireEntry)
}
