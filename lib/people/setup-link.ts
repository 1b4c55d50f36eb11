import { change } from '#lib/log/change.ts'
import { isSetUp } from '#lib/people/link/queries.ts'
import { linkAddress } from '#lib/people/link-address.ts'
import { systemActor } from '#lib/people/policy.ts'

/**
 * While no organisation has been set up: makes a one-time link and returns its absolute address, for the terminal
 * of whoever started the instance. Without it nobody can claim the instance. Afterwards null.
 */
export async function ensureSetupLink(): Promise<string | null> {
  if (await isSetUp()) return null
  return linkAddress(await change(systemActor('start'), 'issue_setup_link', {}))
}
