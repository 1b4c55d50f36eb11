import { desc, eq, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { apiTokens, people } from '#db/schema/people.ts'
import type { TokenRow } from '#lib/people/model.ts'

/** Tokens, those still good first, then the newest: of one person, or (null) all. Never the tokens themselves. */
export async function listTokens(personId: string | null): Promise<TokenRow[]> {
  const rows = await database()
    .select({
      id: apiTokens.id,
      name: apiTokens.name,
      role: apiTokens.role,
      personId: people.id,
      personName: people.name,
      createdAt: apiTokens.createdAt,
      lastUsedAt: apiTokens.lastUsedAt,
      revokedAt: apiTokens.revokedAt,
    })
    .from(apiTokens)
    .leftJoin(people, eq(people.id, apiTokens.personId))
    .where(personId === null ? undefined : eq(apiTokens.personId, personId))
    .orderBy(sql`${apiTokens.revokedAt} is not null`, desc(apiTokens.createdAt))
    .limit(500)
  return rows.map(({ personId: id, personName: name, ...row }) => ({
    ...row,
    person: id !== null && name !== null ? { id, name } : null,
  }))
}
