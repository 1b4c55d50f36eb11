import { and, eq, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { apiTokens, people } from '#db/schema/people.ts'
import { lesserRole, tokenPrefix } from '#lib/auth/api-token-row.ts'
import { hashToken, newToken } from '#lib/auth/token.ts'
import { AppError } from '#lib/errors.ts'
import type { AccountRole, Actor } from '#lib/incident/policy.ts'
import { words } from '#lib/incident/shapes.ts'
import { action } from '#lib/log/action.ts'
import { accountRole, id } from '#lib/people/input.ts'
import { isSystem } from '#lib/people/policy.ts'

/** Bearer tokens for programs (D22). */
export const tokenActions = {
  /**
   * Makes a token that acts as a person, or as a service (`personId` null). People make tokens that act as
   * themselves, admins also services, the command line any. The answer holds the token, this once.
   */
  create_token: action({
    input: z.strictObject({
      name: words(120),
      personId: id.nullable(),
      /** Without it: the person's own, or member for a service. */
      role: accountRole.optional(),
    }),
    write: async (tx, { actor, input }) => {
      const { name, personId } = input
      mayAct(actor, personId)
      const role = input.role ?? (await usualRole(tx, personId))
      if (lesserRole(role, actor.role) !== role) {
        throw new AppError('forbidden', 'A token cannot do more than you can.', {
          fields: { role: `Choose ${actor.role} or less.` },
        })
      }
      const tokenId = uuidv7()
      const token = tokenPrefix + newToken()
      const row = { id: tokenId, name, role, personId, tokenHash: hashToken(token) }
      await tx.insert(apiTokens).values({ ...row, createdAt: sql`now()` })
      return { result: { tokenId, token }, audit: { target: tokenId, details: { name, role, personId } } }
    },
  }),

  /** Ends a token for good; its open streams close. One's own, or any by an admin. */
  revoke_token: action({
    input: z.strictObject({ tokenId: id }),
    write: async (tx, { actor, input: { tokenId } }) => {
      const [token] = await tx
        .select({ name: apiTokens.name, personId: apiTokens.personId })
        .from(apiTokens)
        .where(eq(apiTokens.id, tokenId))
      // Somebody else's token is not shown to exist.
      if (!token || (actor.role !== 'admin' && token.personId !== actor.id)) {
        throw new AppError('not_found', 'There is no such token.')
      }
      const revoked = await tx
        .update(apiTokens)
        .set({ revokedAt: sql`now()` })
        .where(and(eq(apiTokens.id, tokenId), isNull(apiTokens.revokedAt)))
        .returning({ id: apiTokens.id })
      if (revoked.length === 0) return { result: null, audit: null }
      await tx.execute(sql`select pg_notify('sitrep_session', ${`token:${tokenId}`})`)
      return { result: null, audit: { target: tokenId, details: { name: token.name } } }
    },
  }),
}

function mayAct(actor: Actor, personId: string | null): void {
  if (isSystem(actor) || personId === actor.id) return
  if (personId !== null)
    throw new AppError('forbidden', 'A token acts as you or as a service, never as others.')
  if (actor.role !== 'admin') {
    throw new AppError(
      'forbidden',
      'Only an admin makes a token that acts as a service. Make one that acts as you.',
    )
  }
}

async function usualRole(tx: Transaction, personId: string | null): Promise<AccountRole> {
  if (personId === null) return 'member'
  const [person] = await tx.select({ role: people.role }).from(people).where(eq(people.id, personId))
  if (!person) throw new AppError('not_found', 'There is no such person.')
  return person.role
}
