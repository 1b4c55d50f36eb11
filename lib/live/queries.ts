/** What the hub reads: new entries of one incident, and where watched logs stand. */
import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import type { Entry } from '#lib/incident/entries/table.ts'
import { wireEntry } from '#lib/log/learn.ts'
import { readRef } from '#lib/log/ref.ts'

/** The id and the newest number of the incident called `ref`, or null. */
export async function findHead(ref: string): Promise<{ id: string; ref: string; seq: number } | null> {
  const { rows } = await database().execute<{ id: string; ref: string; seq: number }>(
    sql`select id, ref, seq from incidents where ref = ${readRef(ref)}`,
  )
  return rows[0] ?? null
}

/** Up to `limit` entries after number `after`, oldest first. */
export async function readEntries(incidentId: string, after: number, limit: number): Promise<Entry[]> {
  const { rows } = await database().execute<{ body: string; hash: string }>(sql`
    select body, encode(hash, 'hex') as hash from entries
    where incident_id = ${incidentId} and seq > ${after} order by seq limit ${limit}`)
  return rows.map(wireEntry)
}

/** Where the logs of these incidents stand now. One statement for all. */
export async function readHeads(ids: readonly string[]): Promise<{ id: string; ref: string; seq: number }[]> {
  const { rows } = await database().execute<{ id: string; ref: string; seq: number }>(
    sql`select id, ref, seq from incidents where id = any(${sql.param([...ids])}::uuid[])`,
  )
  return rows
}
