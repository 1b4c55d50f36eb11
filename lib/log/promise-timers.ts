/** The timers of a promise that came with no command: of a row that was folded anew, or of an import. */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import type { Incident } from '#lib/incident/incident.ts'
import { jobsOfPromise } from '#lib/incident/jobs.ts'
import { send } from '#lib/jobs/send.ts'

/**
 * Sets them, unless `known`, the state that the row had, promised the same: then they are set already. `asks`: people are
 * reminded, too.
 */
export async function setPromiseTimers(
  tx: Transaction,
  state: Incident,
  { known, asks }: { known: Incident | null; asks: boolean },
): Promise<void> {
  const { promise } = state.updates
  // What an older version wrote may have no updates yet.
  const before = (known as Partial<Incident> | null)?.updates?.promise
  if (!promise || before?.dueAt === promise.dueAt) return
  const { rows } = await tx.execute<{ now: Date | string }>(sql`select clock_timestamp() as now`)
  const now = new Date(rows[0]?.now ?? '').toISOString()
  await send(
    tx,
    jobsOfPromise(state, now).filter(({ task }) => asks || task !== 'nudge_update'),
  )
}
