import { and, eq, type SQL, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { apiTokens, people } from '#db/schema/people.ts'
import { hashToken, looksLikeToken } from '#lib/auth/token.ts'
import type { AccountRole, Actor } from '#lib/incident/policy.ts'

/** Tells people, logs and secret scanners what this string is. */
export const tokenPrefix = 'sr_'

/** Alive: not revoked, and its person, if it has one, not disabled. `api_tokens` left-joined to `people`. */
export function apiTokenIsAlive(): SQL {
  return sql`${apiTokens.revokedAt} is null and ${people.disabledAt} is null`
}

/**
 * Who a Bearer token acts as, or null when it is unknown, revoked or its person disabled. With a person it is
 * that person with the lesser of both rights, else a service (D22). One query; a second one, at most once a
 * minute, notes the use.
 */
export async function findApiToken(value: string): Promise<{ actor: Actor; tokenId: string } | null> {
  if (!value.startsWith(tokenPrefix) || !looksLikeToken(value.slice(tokenPrefix.length))) return null
  const [row] = await database()
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      role: apiTokens.role,
      personId: people.id,
      personName: people.name,
      personRole: people.role,
      stale: sql<boolean>`coalesce(${apiTokens.lastUsedAt} < now() - interval '1 minute', true)`,
    })
    .from(apiTokens)
    .leftJoin(people, eq(people.id, apiTokens.personId))
    .where(and(eq(apiTokens.tokenHash, hashToken(value)), apiTokenIsAlive()))
  if (!row) return null
  if (row.stale) await noteUse(row.id)
  return { actor: actorOf(row), tokenId: row.id }
}

/** The lesser of two rights. */
export function lesserRole(one: AccountRole, other: AccountRole): AccountRole {
  const rising = ['observer', 'member', 'admin'] as const
  return rising.find((role) => role === one || role === other) ?? 'observer'
}

function actorOf(row: {
  id: string
  name: string
  role: AccountRole
  personId: string | null
  personName: string | null
  personRole: AccountRole | null
}): Actor {
  const { personId, personName, personRole } = row
  if (personId === null || personName === null || personRole === null) {
    return { kind: 'service', id: row.id, name: row.name, role: row.role }
  }
  return { kind: 'person', id: personId, name: personName, role: lesserRole(row.role, personRole) }
}

async function noteUse(id: string): Promise<void> {
  await database()
    .update(apiTokens)
    .set({ lastUsedAt: sql`now()` })
    .where(
      and(eq(apiTokens.id, id), sql`coalesce(${apiTokens.lastUsedAt} < now() - interval '1 minute', true)`),
    )
}
