import { asc, eq } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { identities } from '#db/schema/people.ts'
import type { LinkedAccount } from '#lib/people/model.ts'

/** The accounts at sign-in providers that a person was linked to. */
export async function listLinked(personId: string): Promise<LinkedAccount[]> {
  return await database()
    .select({
      provider: identities.provider,
      issuer: identities.issuer,
      email: identities.email,
      linkedAt: identities.linkedAt,
    })
    .from(identities)
    .where(eq(identities.personId, personId))
    .orderBy(asc(identities.linkedAt))
}
