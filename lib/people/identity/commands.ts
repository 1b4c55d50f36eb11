import { and, eq, isNull, sql } from 'drizzle-orm'
import * as z from 'zod'
import { identities, oneTimeLinks, people } from '#db/schema/people.ts'
import { AppError } from '#lib/errors.ts'
import { action } from '#lib/log/action.ts'
import { email, id, nameElsewhere } from '#lib/people/input.ts'
import { providerIds } from '#lib/people/model.ts'

const provider = z.enum(providerIds)

/** Accounts at sign-in providers, and whom they were linked to. */
export const identityActions = {
  /**
   * Ties an account whose verified address is that of an invited person to that person, for good. Refuses
   * (`not_found`) when nobody with this address may sign in, and (`conflict`) when that person is linked to another
   * account there: whoever gets hold of an address does not get the person along with it.
   */
  link_identity: action({
    input: z.strictObject({ provider, issuer: nameElsewhere, subject: nameElsewhere, email }),
    write: async (tx, { input }) => {
      const [person] = await tx
        .select({ id: people.id, name: people.name })
        .from(people)
        .where(and(sql`lower(${people.email}) = ${input.email}`, isNull(people.disabledAt)))
        .for('update')
      if (!person) throw new AppError('not_found', 'Nobody with this address was invited.')
      const [present] = await tx
        .select({ subject: identities.subject })
        .from(identities)
        .where(and(eq(identities.personId, person.id), eq(identities.issuer, input.issuer)))
      const result = { personId: person.id }
      if (present?.subject === input.subject) return { result, audit: null }
      if (present) throw new AppError('conflict', 'This person signs in there with another account.')
      await tx.insert(identities).values({ ...input, personId: person.id, linkedAt: sql`now()` })
      // Who has joined this way needs the invitation no more, and nobody else shall find it.
      await tx
        .update(oneTimeLinks)
        .set({ expiresAt: sql`now()` })
        .where(and(eq(oneTimeLinks.personId, person.id), isNull(oneTimeLinks.usedAt)))
      const details = { provider: input.provider, issuer: input.issuer, email: input.email }
      return { result, audit: { target: person.id, details, by: { kind: 'person', ...person } } }
    },
  }),

  /** Unties somebody's account at a provider: the next account there with their address is linked instead. */
  unlink_identity: action({
    input: z.strictObject({ personId: id, issuer: nameElsewhere }),
    write: async (tx, { input: { personId, issuer } }) => {
      const [gone] = await tx
        .delete(identities)
        .where(and(eq(identities.personId, personId), eq(identities.issuer, issuer)))
        .returning({ provider: identities.provider, email: identities.email })
      if (!gone) return { result: null, audit: null }
      return { result: null, audit: { target: personId, details: { ...gone, issuer } } }
    },
  }),
}
