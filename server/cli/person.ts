import { parseArgs } from 'node:util'
import { change } from '#lib/log/change.ts'
import { linkAddress } from '#lib/people/link-address.ts'
import { systemActor } from '#lib/people/policy.ts'
import { findPersonByEmail } from '#lib/people/queries.ts'
import { UsageError } from '#server/cli/noun.ts'

export const usage = `person add --email EMAIL --name NAME --role admin|member|observer
                           make an account; its one-time invitation is printed
person reset EMAIL         print a one-time link that sets a new password; a disabled account is enabled`

/** `sitrep person add|reset`: how a locked-out admin gets in. Each prints one link. */
export async function run([verb, ...args]: string[]): Promise<void> {
  if (verb === 'add') return await add(args)
  if (verb === 'reset' && args.length === 1 && args[0]) return await reset(args[0])
  throw new UsageError(usage)
}

async function add(args: string[]): Promise<void> {
  console.log(linkAddress(await change(systemActor('command-line'), 'invite_person', options(args))))
}

async function reset(email: string): Promise<void> {
  const actor = systemActor('command-line')
  const person = await findPersonByEmail(email)
  if (!person) throw new UsageError(`Nobody has the address ${email}.`)
  const { id: personId, disabled } = person
  if (disabled) await change(actor, 'enable_person', { personId })
  console.log(linkAddress(await change(actor, 'issue_link', { personId })))
}

function options(args: string[]) {
  try {
    const asText = { type: 'string' } as const
    return parseArgs({ args, options: { email: asText, name: asText, role: asText } }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}
