import { and, eq } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { identities, people } from '#db/schema/people.ts'
import type { Shown } from '#lib/auth/provider.ts'
import { AppError } from '#lib/errors.ts'
import { change } from '#lib/log/change.ts'
import { log } from '#lib/log.ts'
import { nameElsewhere } from '#lib/people/input.ts'
import type { Refusal } from '#lib/people/model.ts'
import { systemActor } from '#lib/people/policy.ts'

/**
 * The person that an account at a provider is, or why it is nobody. Once linked, the account counts and not its
 * address; the first time its verified address must be that of somebody who was invited. Nobody is made here.
 */
export async function personOfAccount(shown: Shown): Promise<{ personId: string } | { refused: Refusal }> {
  if (!nameElsewhere.safeParse(shown.subject).success) return refuse(shown, 'failed')
  const linked = await findLinked(shown)
  if (linked) return linked.disabledAt ? refuse(shown, 'disabled') : { personId: linked.personId }
  if (!shown.email || !shown.emailVerified) return refuse(shown, 'not-verified')
  const { provider, issuer, subject, email } = shown
  try {
    return await change(systemActor('sign-in'), 'link_identity', { provider, issuer, subject, email })
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return refuse(shown, 'not-invited')
    if (error instanceof AppError && error.code === 'conflict') return refuse(shown, 'linked-otherwise')
    if (error instanceof AppError && error.code === 'invalid') return refuse(shown, 'not-invited')
    throw error
  }
}

async function findLinked({ issuer, subject }: Shown) {
  const [row] = await database()
    .select({ personId: people.id, disabledAt: people.disabledAt })
    .from(identities)
    .innerJoin(people, eq(people.id, identities.personId))
    .where(and(eq(identities.issuer, issuer), eq(identities.subject, subject)))
  return row ?? null
}

function refuse({ provider, issuer }: Shown, refused: Refusal): { refused: Refusal } {
  log.warn('A sign-in at a provider was refused', { provider, issuer, refused })
  return { refused }
}
