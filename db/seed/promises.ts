/**
 * What SitRep does by itself about a promised update while a story goes on: it asks whoever communicates, and notes
 * what did not come. No timer is set for the past, so each of these happens here, at its own time.
 */
import { promiseTimes } from '#lib/incident/cadence.ts'
import type { Incident, Instant } from '#lib/incident/incident.ts'
import { systemActor } from '#lib/incident/policy.ts'
import { whoCommunicates } from '#lib/incident/public-updates.ts'
import { execute } from '#lib/log/execute.ts'

type Due = { at: Instant; input: { type: string; dueAt: Instant; minutes?: number } }

/**
 * Carries out what fell due after `since`, the time of the last step, and before `until`; both in milliseconds.
 * `incident` is the state after that step.
 */
export async function keepPromises(
  incident: Incident,
  { since, until }: { since: number; until: number },
): Promise<void> {
  for (const { at, input } of dueOf(incident)) {
    const time = Date.parse(at)
    if (time <= since || time >= until) continue
    if (input.type === 'nudge_update' && whoCommunicates(incident).length === 0) continue
    await execute(systemActor, incident.ref, input, { clock: () => at, untimed: true })
  }
}

function dueOf({ updates }: Incident): Due[] {
  const { promise } = updates
  if (promise === null || promise.missed !== null) return []
  const { dueAt } = promise
  const { nudges, missedAt } = promiseTimes(dueAt)
  return [
    ...nudges.map(({ minutes, at }): Due => ({ at, input: { type: 'nudge_update', dueAt, minutes } })),
    { at: missedAt, input: { type: 'note_overdue_update', dueAt } },
  ]
}
