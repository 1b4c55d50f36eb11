import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import * as z from 'zod'
import type { Transaction } from '#db/client.ts'
import { organisation } from '#db/schema/organisation.ts'
import { oneTimeLinks, people } from '#db/schema/people.ts'
import { refuseCommonPassword } from '#lib/auth/common-password.ts'
import { hashPassword } from '#lib/auth/password.ts'
import { endSessionsOf } from '#lib/auth/session-row.ts'
import { hashToken, newToken } from '#lib/auth/token.ts'
import { AppError } from '#lib/errors.ts'
import type { ActorRef } from '#lib/incident/incident.ts'
import { action } from '#lib/log/action.ts'
import { mailLink } from '#lib/messaging/mail-link.ts'
import { mailLeaves } from '#lib/messaging/way-out.ts'
import {
  email,
  id,
  newPassword,
  oneTimeToken,
  organisationName,
  personName,
  timeZone,
} from '#lib/people/input.ts'
import type { LinkPurpose } from '#lib/people/link-address.ts'
import { setNewPassword } from '#lib/people/password/commands.ts'
import { hasJoined } from '#lib/people/queries.ts'

/** A link to be shown once: its address is made by `linkAddress`, only its hash is kept. */
export type IssuedLink = { purpose: LinkPurpose; token: string }

const lifetimes: Record<LinkPurpose, string> = { setup: '7 days', invite: '7 days', reset: '24 hours' }

/** One-time links: made, and used up. */
export const linkActions = {
  issue_setup_link: action({
    input: z.strictObject({}),
    write: async (tx) => ({ result: await issueLink(tx, 'setup', null), audit: { target: null } }),
  }),

  /** An invitation for somebody who has not joined yet, otherwise a password reset. Earlier ones stop working. */
  issue_link: action({
    input: z.strictObject({ personId: id }),
    write: async (tx, { input: { personId } }) => {
      const [person] = await tx.select(linkColumns).from(people).where(eq(people.id, personId)).for('update')
      if (!person) throw new AppError('not_found', 'There is no such person.')
      if (person.disabledAt) throw new AppError('conflict', 'This account is disabled. Enable it first.')
      const { mailed, ...link } = await linkFor(tx, person)
      return { result: { ...link, mailed }, audit: { target: personId, details: { purpose: link.purpose } } }
    },
  }),

  /** Somebody at the sign-in asked. Who has no account gets nothing, and nobody is told which it was. */
  mail_reset_link: action({
    input: z.strictObject({ email }),
    write: async (tx, { input }) => {
      const [person] = await tx
        .select(linkColumns)
        .from(people)
        .where(eq(sql`lower(${people.email})`, input.email))
        .for('update')
      if (!person || person.disabledAt || !mailLeaves()) return { result: null, audit: null }
      await linkFor(tx, person)
      return { result: null, audit: { target: person.id } }
    },
  }),

  /** Claims the instance: its organisation and its first admin. Of several at once exactly one succeeds. */
  set_up_organisation: action({
    input: z.strictObject({
      token: oneTimeToken,
      organisation: organisationName,
      timeZone,
      name: personName,
      email,
      password: newPassword,
    }),
    write: async (tx, { input }) => {
      // The one row of the organisation is the claim: a second claimant waits here and then finds it taken.
      const claimed = await tx
        .insert(organisation)
        .values({ id: 1, name: input.organisation, timeZone: input.timeZone, createdAt: sql`now()` })
        .onConflictDoNothing()
        .returning({ id: organisation.id })
      if (claimed.length === 0) {
        throw new AppError(
          'conflict',
          'SitRep has been set up already. Sign in, or ask an admin to invite you.',
        )
      }
      await useLink(tx, 'setup', input.token)
      refuseCommonPassword(input.password, [input.name, input.email, input.organisation])
      const personId = uuidv7()
      await tx.insert(people).values({
        id: personId,
        name: input.name,
        email: input.email,
        role: 'admin',
        passwordHash: await hashPassword(input.password),
        createdAt: sql`now()`,
      })
      const by: ActorRef = { kind: 'person', id: personId, name: input.name }
      return {
        result: { personId },
        audit: {
          target: personId,
          by,
          details: { organisation: input.organisation, timeZone: input.timeZone },
        },
      }
    },
  }),

  accept_invitation: action({
    input: z.strictObject({ token: oneTimeToken, name: personName, password: newPassword }),
    write: async (tx, { input: { token, name, password } }) => {
      const { personId } = await useLink(tx, 'invite', token)
      const found = await setPassword(tx, personId, { name, password })
      const by: ActorRef = { kind: 'person', id: personId, name }
      return { result: found, audit: { target: personId, by } }
    },
  }),

  reset_password: action({
    input: z.strictObject({ token: oneTimeToken, password: newPassword }),
    write: async (tx, { input: { token, password } }) => {
      const { personId } = await useLink(tx, 'reset', token)
      const found = await setPassword(tx, personId, { password })
      await endSessionsOf(tx, personId)
      const by: ActorRef = { kind: 'person', id: personId, name: found.name }
      return { result: found, audit: { target: personId, by } }
    },
  }),
}

const linkColumns = {
  id: people.id,
  name: people.name,
  email: people.email,
  hasJoined: hasJoined().mapWith(Boolean),
  disabledAt: people.disabledAt,
}

/** A way in for somebody: made, and mailed where mail leaves. */
async function linkFor(
  tx: Transaction,
  person: { id: string; name: string; email: string; hasJoined: boolean },
): Promise<IssuedLink & { mailed: boolean }> {
  const purpose = person.hasJoined ? 'reset' : 'invite'
  const link = await issueLink(tx, purpose, person.id)
  return { ...link, mailed: await mailLink(tx, person, { ...link, purpose }) }
}

/** Makes a link; whatever was issued before for the same person stops working. */
export async function issueLink(
  tx: Transaction,
  purpose: LinkPurpose,
  personId: string | null,
): Promise<IssuedLink> {
  if (personId) {
    await tx
      .update(oneTimeLinks)
      .set({ expiresAt: sql`now()` })
      .where(and(eq(oneTimeLinks.personId, personId), isNull(oneTimeLinks.usedAt)))
  }
  const token = newToken()
  await tx.insert(oneTimeLinks).values({
    tokenHash: hashToken(token),
    purpose,
    personId,
    createdAt: sql`now()`,
    expiresAt: sql`now() + ${lifetimes[purpose]}::interval`,
  })
  return { purpose, token }
}

/** Uses a link up; of several at once one succeeds. */
async function useLink(tx: Transaction, purpose: LinkPurpose, token: string): Promise<{ personId: string }> {
  const [used] = await tx
    .update(oneTimeLinks)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(oneTimeLinks.tokenHash, hashToken(token)),
        eq(oneTimeLinks.purpose, purpose),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, sql`now()`),
      ),
    )
    .returning({ personId: oneTimeLinks.personId })
  if (!used) throw new AppError('gone', spent[purpose])
  return { personId: used.personId ?? '' }
}

const spent: Record<LinkPurpose, string> = {
  setup: 'This set-up link no longer works. Start SitRep again: it prints a new one.',
  invite: 'This invitation has been used or has expired. Ask an admin for a new one.',
  reset: 'This link has been used or has expired. Ask an admin for a new one.',
}

async function setPassword(
  tx: Transaction,
  personId: string,
  { name, password }: { name?: string; password: string },
): Promise<{ email: string; name: string }> {
  const [person] = await tx
    .update(people)
    .set(name ? { name } : { name: people.name })
    .where(and(eq(people.id, personId), isNull(people.disabledAt)))
    .returning({ id: people.id, email: people.email, name: people.name })
  if (!person) throw new AppError('gone', 'This account is disabled. Ask an admin to enable it.')
  await setNewPassword(tx, person, password)
  return { email: person.email, name: person.name }
}
