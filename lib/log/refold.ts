/** Folding again (D5): when code changes what a log amounts to, the rows follow before anybody reads them. */
import { eq, ne, sql } from 'drizzle-orm'
import { database, withTransaction } from '#db/client.ts'
import { incidents, roleSpans } from '#db/schema/incidents.ts'
import { fold, parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import { writeRoleSpans } from '#lib/log/role-spans.ts'
import { columnsOf, foldVersion } from '#lib/log/row.ts'

/** Folds every incident whose row was made by another fold version; returns how many. One transaction each. */
export async function refold(): Promise<number> {
  const outdated = await database()
    .select({ id: incidents.id })
    .from(incidents)
    .where(ne(incidents.foldVersion, foldVersion))
  for (const { id } of outdated) await refoldOne(id)
  return outdated.length
}

async function refoldOne(id: string): Promise<void> {
  await withTransaction(async (tx) => {
    await tx.select({ id: incidents.id }).from(incidents).where(eq(incidents.id, id)).for('update')
    const { rows } = await tx.execute<{ body: string }>(
      sql`select body from entries where incident_id = ${id} order by seq`,
    )
    // parseEntry throws on what append.ts did not write.
    const state = fold(rows.map(({ body }) => parseEntry(JSON.parse(body) as StoredEntry)))
    if (!state) return
    await tx.update(incidents).set(columnsOf(state)).where(eq(incidents.id, id))
    await tx.delete(roleSpans).where(eq(roleSpans.incidentId, id))
    await writeRoleSpans(tx, null, state)
  })
}
