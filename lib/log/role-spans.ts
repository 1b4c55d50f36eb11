/** The side table of the fold: who held which role when, so that Postgres can forbid two Commanders. */
import { and, eq, isNull } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { roleSpans } from '#db/schema/incidents.ts'
import type { Incident } from '#lib/incident/incident.ts'

/** Writes what changed between two states: ends first, so that a hand-over never has two holders. */
export async function writeRoleSpans(
  tx: Transaction,
  before: Incident | null,
  after: Incident,
): Promise<void> {
  const known = before?.roles ?? []
  if (known === after.roles) return
  const ended = after.roles.filter((span, index) => known[index]?.until === null && span.until !== null)
  for (const { role, person, until } of ended) {
    await tx
      .update(roleSpans)
      .set({ endedAt: until })
      .where(
        and(
          eq(roleSpans.incidentId, after.id),
          eq(roleSpans.role, role),
          eq(roleSpans.personId, person.id),
          isNull(roleSpans.endedAt),
        ),
      )
  }
  const begun = after.roles.slice(known.length)
  if (begun.length === 0) return
  await tx.insert(roleSpans).values(
    begun.map(({ role, person, from, until }) => ({
      incidentId: after.id,
      role,
      personId: person.id,
      startedAt: from,
      endedAt: until,
    })),
  )
}
