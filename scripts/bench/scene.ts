/** What stakeholders look at in the bench: an incident with some updates, and a link to it, made by the two doors. */
import { closeDatabase, connectDatabase } from '#db/client.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { linkHolder, systemActor } from '#lib/people/policy.ts'

export type Scene = {
  /** Where the link's page is. */
  path: string
  /** Publishes the next update; resolves with the moment at which it was committed (hrtime). */
  publish: (round: number) => Promise<bigint>
  close: () => Promise<void>
}

/** On a migrated database without anything in it. */
export async function makeLink(url: string): Promise<Scene> {
  connectDatabase(url)
  const actor = await setUp()
  const { incident } = await execute(actor, null, {
    type: 'declare_incident',
    topic: 'Customers cannot log in',
    severity: 'SEV1',
    reported: 'The page spins.',
    reportedBy: 'Mara',
    source: 'phone',
    reportedAt: new Date().toISOString(),
  })
  const { ref } = incident
  await execute(actor, ref, { type: 'take_role', role: 'commander' })
  const publish = async (round: number) => {
    await execute(actor, ref, { type: 'publish_update', ...updateOf(round) })
    return process.hrtime.bigint()
  }
  for (const round of [1, 2, 3]) await publish(round)
  const { url: address } = await change(actor, 'create_share_link', { ref, label: 'Bench', expiresAt: null })
  return { path: new URL(address).pathname, publish, close: closeDatabase }
}

async function setUp(): Promise<Actor> {
  const { token } = await change(systemActor('command-line'), 'issue_setup_link', {})
  const person = { name: 'Ines Okafor', email: 'ines@example.org', password: 'correct-horse-battery' }
  const organisation = { organisation: 'Northfield Supply', timeZone: 'Europe/Berlin' }
  const { personId } = await change(linkHolder, 'set_up_organisation', { token, ...organisation, ...person })
  return { kind: 'person', id: personId, name: person.name, role: 'admin' }
}

function updateOf(round: number) {
  return {
    title: 'Customers cannot log in',
    headline: `Some customers cannot log in, update ${round}.`,
    text: 'Customers who are already signed in are not affected. We know the cause and are reversing a change.',
    state: 'cause_found',
    affected: [
      { name: 'Log in, web and mobile app', state: 'down' },
      { name: 'Customers who were already signed in', state: 'not_affected' },
    ],
    nextUpdateAt: new Date(Date.now() + 20 * 60_000).toISOString(),
  }
}
