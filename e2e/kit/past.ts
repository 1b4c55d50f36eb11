import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Person } from './accounts.ts'
import type { Instance } from './instance.ts'

/** A command as it was given `minutesAgo`; `who: null` is SitRep itself. The first one declares. */
export type PastStep = {
  who: Pick<Person, 'id' | 'name' | 'role'> | null
  minutesAgo: number
  command: { type: string } & Record<string, unknown>
}

const run = promisify(execFile)

/**
 * Tells an incident of a little while ago at the door itself, with a clock of its own, as the demonstration is told: the
 * log takes no other past. No timer is set for it. Returns its ref.
 */
export async function tellPast(
  { variables }: Pick<Instance, 'variables'>,
  steps: PastStep[],
): Promise<string> {
  const program = fileURLToPath(new URL('past-process.ts', import.meta.url))
  const { stdout } = await run(process.execPath, [program, JSON.stringify(steps)], {
    env: { ...process.env, ...variables },
  })
  return stdout.trim()
}
