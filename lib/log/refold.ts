/** Folding again (D5): when code changes what a log amounts to, the rows follow before anybody reads them. */
import { eq, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { database, type Transaction, withTransaction } from '#db/client.ts'
import { incidents, roleSpans } from '#db/schema/incidents.ts'
import { publicStates } from '#db/schema/share-links.ts'
import { fold, parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import { publicVersion } from '#lib/incident/public-state.ts'
import { setPromiseTimers } from '#lib/log/promise-timers.ts'
import { writePublicState } from '#lib/log/public-state.ts'
import { writeRoleSpans } from '#lib/log/role-spans.ts'
import { columnsOf, foldVersion } from '#lib/log/row.ts'

/**
 * Folds every incident whose row was made by another fold version; returns how many. One transaction each. With
 * `onlyOlder` a row of a newer version stays as it is: while two versions run beside each other during a deploy the newer
 * one folds again and again what the older one still writes, and they do not take turns at it.
 */
export async function refold({ onlyOlder = false } = {}): Promise<number> {
  const isOf = onlyOlder ? lt : ne
  const outdated = await database()
    .select({ id: incidents.id })
    .from(incidents)
    .leftJoin(publicStates, eq(publicStates.incidentId, incidents.id))
    .where(
      or(
        isOf(incidents.foldVersion, foldVersion),
        isNull(publicStates.version),
        isOf(publicStates.version, publicVersion),
      ),
    )
  for (const { id } of outdated) await refoldOne(id)
  return outdated.length
}

async function refoldOne(id: string): Promise<void> {
  await withTransaction(async (tx) => {
    const row = eq(incidents.id, id)
    const [known] = await tx.select({ state: incidents.state }).from(incidents).where(row).for('update')
    const log = await readLog(tx, id)
    const state = fold(log)
    if (!state) return
    await tx.update(incidents).set(columnsOf(state)).where(row)
    await tx.delete(roleSpans).where(eq(roleSpans.incidentId, id))
    await writeRoleSpans(tx, null, state)
    await writePublicState(tx, state, { log }, log.at(-1)?.recordedAt ?? '')
    await setPromiseTimers(tx, state, { known: known?.state ?? null, asks: true })
  })
}

/** The whole log of an incident, in order. parseEntry throws on what append.ts did not write. */
export async function readLog(tx: Transaction, id: string): Promise<StoredEntry[]> {
  const { rows } = await tx.execute<{ body: string }>(
    sql`select body from entries where incident_id = ${id} order by seq`,
  )
  return rows.map(({ body }) => parseEntry(JSON.parse(body) as StoredEntry))
}
