/** The public state of an incident (D15), written in the transaction of the entries that tell it. */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { publicStates } from '#db/schema/share-links.ts'
import { evolve, type StoredEntry } from '#lib/incident/entries/table.ts'
import { endOf, type Incident, type Instant } from '#lib/incident/incident.ts'
import { type PublicState, publicVersion } from '#lib/incident/public-state.ts'
import { publish } from '#lib/incident/publish.ts'

/** The public state after `entries`, which follow on `before`; the same object when they told nothing. Pure. */
function foldPublic(
  entries: readonly StoredEntry[],
  before: Incident | null = null,
  state: PublicState | null = null,
): PublicState | null {
  let incident = before
  let told = state
  for (const entry of entries) {
    incident = evolve(incident, entry)
    told = publish(told, entry, incident)
  }
  return told
}

/**
 * Folds `stored` into the public state of the incident, whose row is locked. `log`: the whole log, when the state has to
 * be made anew (a redaction, an import, another version). Says so to those who serve links, if it changed.
 */
export async function writePublicState(
  tx: Transaction,
  after: Incident,
  given: { before: Incident | null; stored: readonly StoredEntry[] } | { log: readonly StoredEntry[] },
  now: Instant,
): Promise<void> {
  const known = 'log' in given ? null : await readPublicState(tx, after.id)
  const state = 'log' in given ? foldPublic(given.log) : foldPublic(given.stored, given.before, known)
  // A log from before public states were kept is folded when the process starts (refold.ts).
  if (state === null || state === known) return
  const row = { version: publicVersion, state, endedAt: endOf(after), changedAt: now }
  await tx
    .insert(publicStates)
    .values({ incidentId: after.id, ...row })
    .onConflictDoUpdate({ target: publicStates.incidentId, set: row })
  await tx.execute(sql`select pg_notify('sitrep_public', ${after.id})`)
}

async function readPublicState(tx: Transaction, incidentId: string): Promise<PublicState | null> {
  const { rows } = await tx.execute<{ state: PublicState }>(
    sql`select state from public_states where incident_id = ${incidentId}`,
  )
  return rows[0]?.state ?? null
}
