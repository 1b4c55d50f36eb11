import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { people } from '#db/schema/people.ts'
import { hashPassword, passwordMatches } from '#lib/auth/password.ts'
import { endSessionsOf } from '#lib/auth/session-row.ts'
import { AppError } from '#lib/errors.ts'
import { action } from '#lib/log/action.ts'
import { accountRole, email, id, newPassword, personName, timeZone } from '#lib/people/input.ts'
import { issueLink } from '#lib/people/link/commands.ts'

/** Accounts: who there is, what they may do, and one's own profile. */
export const peopleActions = {
  invite_person: action({
    input: z.strictObject({ name: personName, email, role: accountRole }),
    write: async (tx, { input }) => {
      const personId = uuidv7()
      await tx.insert(people).values({ id: personId, ...input, createdAt: sql`now()` })
      const link = await issueLink(tx, 'invite', personId)
      return {
        result: { personId, ...link },
        audit: { target: personId, details: { name: input.name, role: input.role } },
      }
    },
  }),

  set_person_role: action({
    input: z.strictObject({ personId: id, role: accountRole }),
    write: async (tx, { input: { personId, role } }) => {
      if (role !== 'admin') await keepAnAdmin(tx, personId)
      const person = await lockPerson(tx, personId)
      if (person.role === role) return { result: null, audit: null }
      await tx.update(people).set({ role }).where(eq(people.id, personId))
      return { result: null, audit: { target: personId, details: { from: person.role, to: role } } }
    },
  }),

  /** Shuts the door: sessions end and open streams close at once, tokens of that person rest. Nothing is deleted. */
  disable_person: action({
    input: z.strictObject({ personId: id }),
    write: async (tx, { input: { personId } }) => {
      await keepAnAdmin(tx, personId)
      const person = await lockPerson(tx, personId)
      if (person.disabledAt) return { result: null, audit: null }
      await tx.update(people).set({ disabledAt: sql`now()` }).where(eq(people.id, personId))
      await endSessionsOf(tx, personId)
      return { result: null, audit: { target: personId } }
    },
  }),

  enable_person: action({
    input: z.strictObject({ personId: id }),
    write: async (tx, { input: { personId } }) => {
      const person = await lockPerson(tx, personId)
      if (!person.disabledAt) return { result: null, audit: null }
      await tx.update(people).set({ disabledAt: null }).where(eq(people.id, personId))
      return { result: null, audit: { target: personId } }
    },
  }),

  edit_profile: action({
    input: z.strictObject({ name: personName, timeZone: timeZone.nullable() }),
    write: async (tx, { actor, input }) => {
      await lockPerson(tx, actor.id)
      await tx.update(people).set(input).where(eq(people.id, actor.id))
      return { result: null, audit: { target: actor.id, details: input } }
    },
  }),

  /** Asks for the present password, and ends every other session; `keepSession` is the hash of this one. */
  change_password: action({
    input: z.strictObject({
      current: z.string(),
      password: newPassword,
      keepSession: z.string().regex(/^[0-9a-f]{64}$/),
    }),
    write: async (tx, { actor, input }) => {
      const person = await lockPerson(tx, actor.id)
      if (!(await passwordMatches(input.current, person.passwordHash))) {
        throw new AppError('invalid', 'The password was not changed.', {
          fields: { current: 'This is not your present password.' },
        })
      }
      await tx
        .update(people)
        .set({ passwordHash: await hashPassword(input.password) })
        .where(eq(people.id, actor.id))
      await endSessionsOf(tx, actor.id, { except: input.keepSession })
      return { result: null, audit: { target: actor.id } }
    },
  }),
}

async function lockPerson(tx: Transaction, personId: string) {
  const [person] = await tx
    .select({ role: people.role, disabledAt: people.disabledAt, passwordHash: people.passwordHash })
    .from(people)
    .where(eq(people.id, personId))
    .for('update')
  if (!person) throw new AppError('not_found', 'There is no such person.')
  return person
}

/**
 * Refuses when nobody but this person could administer. Everybody who could is locked first, by id, so that two
 * admins who demote each other at the same instant come one after the other, and the second is refused.
 */
async function keepAnAdmin(tx: Transaction, personId: string): Promise<void> {
  const admins = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, 'admin'), isNull(people.disabledAt), isNotNull(people.passwordHash)))
    .orderBy(people.id)
    .for('update')
  if (admins.length === 1 && admins[0]?.id === personId) {
    throw new AppError('conflict', 'This is the last admin. Make somebody else an admin first.')
  }
}
