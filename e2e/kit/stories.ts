import type { Person } from './accounts.ts'
import { api } from './api.ts'
import type { App } from './app.ts'
import { finish } from './finish.ts'

/** What this incident says of itself; a report that answers the eight questions must repeat it. */
export const told = {
  topic: 'Customers cannot log in',
  reported: 'Three customers in a row cannot log in. The page spins, then “Application error”.',
  reportedBy: 'Mara Lindqvist, Support',
  source: 'Call from operations',
  solution: 'Cancelled the migration and rolled back to v846. For good: the index is built by night.',
  who: 'Every signed-out customer, about 1,900 of them.',
  how: 'They could not log in or pay.',
  cause: 'A migration holds an exclusive lock on the sessions table.',
  deploy: 'Rolled back because of the lock.',
  decision: 'Cancel the migration, then roll back v847.',
  rejected: 'Let the index finish.',
} as const

/**
 * An incident from report to close, told through the API with times of its own, which lie before now:
 * reported 14:02:11, acknowledged 14:04:10, resolved 14:50:00, closed 15:10:00, all UTC of 14 May 2026.
 */
export async function tellIncident(app: App, people: { commander: Person; second: Person }): Promise<string> {
  const [commander, second] = [api(app, people.commander), api(app, people.second)]
  const at = (time: string) => `2026-05-14T${time}.000Z`
  const { topic, reported, reportedBy, source } = told
  const { incident } = await commander.declare({
    ...{ topic, reported, reportedBy, source, severity: 'SEV2', reportedAt: at('14:02:11') },
  })
  const say = (who: typeof commander, time: string, type: string, fields: Record<string, unknown> = {}) =>
    who.command(incident.ref, { type, occurredAt: at(time), ...fields })
  await say(second, '14:04:10', 'acknowledge')
  await say(commander, '14:05:12', 'take_role', { role: 'commander' })
  await say(second, '14:05:40', 'take_role', { role: 'responder' })
  await say(commander, '14:05:58', 'set_severity', { severity: 'SEV1', reason: 'Checkout fails too.' })
  await say(second, '14:09:40', 'log', { kind: 'finding', text: 'Connections 118 of 120.' })
  await say(second, '14:16:05', 'state_fact', { fact: 'cause', text: told.cause })
  await say(commander, '14:19:00', 'set_status', { status: 'identified' })
  await say(commander, '14:20:15', 'log', {
    ...{ kind: 'decision', text: told.decision, details: { rejected: told.rejected } },
  })
  const deploy = { service: 'web', from: 'v847', to: 'v846', outcome: 'succeeded', endedAt: at('14:25:52') }
  await say(second, '14:24:10', 'log', { kind: 'deploy', text: told.deploy, details: deploy })
  await say(commander, '14:28:00', 'set_status', { status: 'monitoring' })
  await say(commander, '14:50:00', 'resolve', {
    ...{ solution: told.solution, impact: { who: told.who, how: told.how } },
  })
  const { id } = await commander.addStakeholder()
  await finish((input) => commander.command(incident.ref, input), id, at('15:10:00'))
  return incident.ref
}
