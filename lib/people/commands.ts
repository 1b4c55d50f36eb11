import { and, eq, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { people, pictures } from '#db/schema/people.ts'
import { proveIdentity } from '#lib/auth/proof.ts'
import { endSessionsOf } from '#lib/auth/session-row.ts'
import { AppError } from '#lib/errors.ts'
import { action } from '#lib/log/action.ts'
import { mailLink } from '#lib/messaging/mail-link.ts'
import { accountRole, email, id, personName, phone, proof, theme, timeZone } from '#lib/people/input.ts'
import { issueLink } from '#lib/people/link/commands.ts'
import { pictureBytes, readPicture } from '#lib/people/picture.ts'
import { hasJoined, lockPerson } from '#lib/people/queries.ts'

/** Accounts: who there is, what they may do, and one's own profile. */
export const peopleActions = {
  invite_person: action({
    input: z.strictObject({ name: personName, email, role: accountRole }),
    write: async (tx, { input }) => {
      const personId = uuidv7()
      await tx.insert(people).values({ id: personId, ...input, createdAt: sql`now()` })
      const link = await issueLink(tx, 'invite', personId)
      const mailed = await mailLink(tx, { id: personId, ...input }, { ...link, purpose: 'invite' })
      return {
        result: { personId, ...link, mailed },
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

  /** One's own address and number: what somebody at an unlocked screen would change first. */
  edit_contact: action({
    input: z.strictObject({ email, phone, ...proof }),
    write: async (tx, { actor, input: { email, phone, ...shown } }) => {
      const person = await lockPerson(tx, actor.id)
      await proveIdentity(tx, { personId: actor.id, passwordHash: person.passwordHash, ...shown })
      return { result: null, audit: await writeContact(tx, person, { email, phone }) }
    },
  }),

  /** Somebody's address and number, by an admin. */
  set_contact: action({
    input: z.strictObject({ personId: id, email, phone }),
    write: async (tx, { input: { personId, email, phone } }) => {
      const person = await lockPerson(tx, personId)
      return { result: null, audit: await writeContact(tx, person, { email, phone }) }
    },
  }),

  /** One's own picture; null takes it away, and the initials come back. */
  set_picture: action({
    input: z.strictObject({ picture: pictureBytes.nullable() }),
    write: async (tx, { actor, input }) => {
      await lockPerson(tx, actor.id)
      if (input.picture === null) {
        await tx.delete(pictures).where(eq(pictures.personId, actor.id))
        await tx.update(people).set({ picture: null }).where(eq(people.id, actor.id))
        return { result: null, audit: { target: actor.id, details: { removed: true } } }
      }
      const { version, ...set } = await readPicture(input.picture)
      const row = { personId: actor.id, ...set }
      await tx.insert(pictures).values(row).onConflictDoUpdate({ target: pictures.personId, set })
      await tx.update(people).set({ picture: version }).where(eq(people.id, actor.id))
      return { result: null, audit: { target: actor.id } }
    },
  }),

  /** Not in the audit log: it changes what one's own eyes see, many times a day. */
  set_theme: action({
    input: z.strictObject({ theme }),
    write: async (tx, { actor, input }) => {
      await tx.update(people).set(input).where(eq(people.id, actor.id))
      return { result: null, audit: null }
    },
  }),
}

/** Numbers stand in no log: of those it is only said that they changed. */
async function writeContact(
  tx: Transaction,
  person: { id: string; email: string; phone: string | null },
  wanted: { email: string; phone: string | null },
) {
  const isEmailNew = wanted.email !== person.email.toLowerCase()
  const isPhoneNew = wanted.phone !== person.phone
  if (!isEmailNew && !isPhoneNew) return null
  await tx.update(people).set(wanted).where(eq(people.id, person.id))
  const addresses = isEmailNew ? { from: person.email, to: wanted.email } : {}
  return {
    target: person.id,
    details: { ...addresses, ...(isPhoneNew && { phone: wanted.phone ? 'set' : 'removed' }) },
  }
}

/**
 * Refuses when nobody but this person could administer. Everybody who could is locked first, by id, so that two
 * admins who demote each other at the same instant come one after the other, and the second is refused.
 */
async function keepAnAdmin(tx: Transaction, personId: string): Promise<void> {
  const admins = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.role, 'admin'), isNull(people.disabledAt), hasJoined()))
    .orderBy(people.id)
    .for('update')
  if (admins.length === 1 && admins[0]?.id === personId) {
    throw new AppError('conflict', 'This is the last admin. Make somebody else an admin first.')
  }
}
