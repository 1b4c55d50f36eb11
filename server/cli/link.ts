import { parseArgs } from 'node:util'
import { change } from '#lib/log/change.ts'
import { systemActor } from '#lib/people/policy.ts'
import type { ShareLink } from '#lib/share-link/model.ts'
import { listEveryLink, listLinksOf } from '#lib/share-link/queries.ts'
import { UsageError } from '#server/cli/noun.ts'

export const usage = `link create --label NAME    make a stakeholder link; its address alone is printed, this once
     [--ref INC-42]        to this incident (without: to everything current)
     [--until INSTANT]     until when it holds, such as 2026-05-31T18:00:00+02:00
link list [--ref INC-42]   all links, or those of an incident, with their views, never their addresses
link revoke ID             end a link for good; whoever has its page open is cut off`

const actor = systemActor('command-line')

/** `sitrep link create|list|revoke`. */
export async function run([verb, ...args]: string[]): Promise<void> {
  if (verb === 'create') return await create(args)
  if (verb === 'list') return await list(args)
  if (verb === 'revoke' && args.length === 1) return await revoke(args[0])
  throw new UsageError(usage)
}

async function create(args: string[]): Promise<void> {
  const { label, ref, until } = options(args, ['label', 'ref', 'until'])
  if (!label) throw new UsageError(`Say with --label for whom the link is.\n${usage}`)
  const input = { label, ref: ref ?? null, expiresAt: until ?? null }
  console.log((await change(actor, 'create_share_link', input)).url)
}

async function list(args: string[]): Promise<void> {
  const { ref } = options(args, ['ref'])
  for await (const link of ref === undefined ? every() : await listLinksOf(actor, ref)) {
    const { id, state, views, expiresAt, label } = link
    const opened = views === 0 ? 'never opened' : views === 1 ? '1 view' : `${views} views`
    const last = views === 0 ? 'last read by a program' : 'last'
    const seen = link.lastViewedAt === null ? opened : `${opened}, ${last} ${link.lastViewedAt}`
    const end = state === 'open' ? (expiresAt ? `until ${expiresAt}` : 'no end in sight') : state
    console.log([id, link.ref ?? 'everything', end, seen, label].join('\t'))
  }
}

async function* every(): AsyncGenerator<ShareLink> {
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await listEveryLink(actor, { limit: 200, ...(cursor && { cursor }) })
    yield* page.links
    cursor = page.nextCursor
  }
}

async function revoke(id: string | undefined): Promise<void> {
  await change(actor, 'revoke_share_link', { id })
  console.log(`Revoked ${id}`)
}

function options<Name extends string>(args: string[], names: readonly Name[]): Partial<Record<Name, string>> {
  try {
    const known = Object.fromEntries(names.map((name) => [name, { type: 'string' } as const]))
    // Only these names are parsed, each as a text.
    return parseArgs({ args, options: known }).values as Partial<Record<Name, string>>
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
  }
}
