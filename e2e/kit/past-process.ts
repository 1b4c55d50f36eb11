/** What past.ts starts: reads the steps from its first word, gives their commands, prints the incident's ref. */
import { closeDatabase } from '#db/client.ts'
import { type Actor, systemActor } from '#lib/incident/policy.ts'
import { execute } from '#lib/log/execute.ts'
import { say } from '#lib/log.ts'
import type { PastStep } from './past.ts'

// The caller's own words.
const steps = JSON.parse(process.argv[2] ?? '[]') as PastStep[]
let ref: string | null = null
for (const { who, minutesAgo, command } of steps) {
  const actor: Actor = who ? { kind: 'person', id: who.id, name: who.name, role: who.role } : systemActor
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString()
  const { incident } = await execute(actor, ref, command, { clock: () => at, untimed: true })
  ref = incident.ref
}
await closeDatabase()
say(ref ?? '')
