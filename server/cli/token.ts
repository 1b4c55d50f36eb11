import { parseArgs } from 'node:util'
import { change } from '#lib/log/change.ts'
import { systemActor } from '#lib/people/policy.ts'
import { findPersonByEmail } from '#lib/people/queries.ts'
import { listTokens } from '#lib/people/token/queries.ts'
import { UsageError } from '#server/cli/noun.ts'

export const usage = `token create --name NAME   make an API token; it alone is printed, this once
     [--as EMAIL]          it acts as this person (without: as a service)
     [--role admin|member|observer]
token list                 all tokens, never their secrets
token revoke ID            end a token for good`

/** `sitrep token create|list|revoke`. */
export async function run([verb, ...args]: string[]): Promise<void> {
  if (verb === 'create') return await create(args)
  if (verb === 'list') return await list()
  if (verb === 'revoke' && args.length === 1) return await revoke(args[0])
  throw new UsageError(usage)
}

async function create(args: string[]): Promise<void> {
  const { name, role, as } = options(args)
  if (!name) throw new UsageError(`Give the token a name with --name.\n${usage}`)
  const person = as === undefined ? null : await findPersonByEmail(as)
  if (as !== undefined && !person) throw new UsageError(`Nobody has the address ${as}.`)
  if (person?.disabled) throw new UsageError(`The account of ${as} is disabled: its token would do nothing.`)
  const input = { name, personId: person?.id ?? null, ...(role === undefined ? {} : { role }) }
  const { token } = await change(systemActor('command-line'), 'create_token', input)
  console.log(token)
}

function options(args: string[]) {
  try {
    const asText = { type: 'string' } as const
    return parseArgs({ args, options: { name: asText, as: asText, role: asText } }).values
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}

async function list(): Promise<void> {
  for (const token of await listTokens(null)) {
    const state = token.revokedAt ? 'revoked' : `last used ${token.lastUsedAt ?? 'never'}`
    const as = token.person ? `as ${token.person.name}` : 'service'
    console.log([token.id, token.role, as, state, token.name].join('\t'))
  }
}

async function revoke(tokenId: string | undefined): Promise<void> {
  await change(systemActor('command-line'), 'revoke_token', { tokenId })
  console.log(`Revoked ${tokenId}`)
}
