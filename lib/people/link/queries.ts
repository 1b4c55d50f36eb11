import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { organisation } from '#db/schema/organisation.ts'
import { oneTimeLinks, people } from '#db/schema/people.ts'
import { hashToken, looksLikeToken } from '#lib/auth/token.ts'
import type { LinkPurpose } from '#lib/people/link-address.ts'

/** Whether somebody has claimed this instance. */
export async function isSetUp(): Promise<boolean> {
  return (await findOrganisation()) !== null
}

/** The organisation's name and zone, or null before set-up. */
export async function findOrganisation(): Promise<{ name: string; timeZone: string } | null> {
  const [row] = await database()
    .select({ name: organisation.name, timeZone: organisation.timeZone })
    .from(organisation)
  return row ?? null
}

export type FoundLink = {
  /** Whom an invitation or a reset is for; null for set-up. */
  person: { name: string; email: string } | null
}

/** A one-time link that still works, or null: unknown, used, expired, or its person disabled. Changes nothing. */
export async function findLink(purpose: LinkPurpose, token: string): Promise<FoundLink | null> {
  if (!looksLikeToken(token)) return null
  const [row] = await database()
    .select({ name: people.name, email: people.email })
    .from(oneTimeLinks)
    .leftJoin(people, eq(people.id, oneTimeLinks.personId))
    .where(
      and(
        eq(oneTimeLinks.tokenHash, hashToken(token)),
        eq(oneTimeLinks.purpose, purpose),
        isNull(oneTimeLinks.usedAt),
        gt(oneTimeLinks.expiresAt, sql`now()`),
        isNull(people.disabledAt),
      ),
    )
  if (!row) return null
  const { name, email } = row
  return { person: name !== null && email !== null ? { name, email } : null }
}
