import { and, desc, eq } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { people, sessions } from '#db/schema/people.ts'
import { sessionIsAlive } from '#lib/auth/session-row.ts'
import type { SessionRow } from '#lib/people/model.ts'
import { browserOf } from '#lib/people/session/model.ts'

/** The browsers in which a person is signed in now, the one last used first. */
export async function listSessions(personId: string): Promise<SessionRow[]> {
  const rows = await database()
    .select({
      tokenHash: sessions.tokenHash,
      createdAt: sessions.createdAt,
      seenAt: sessions.seenAt,
      method: sessions.method,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(and(eq(sessions.personId, personId), sessionIsAlive()))
    .orderBy(desc(sessions.seenAt), desc(sessions.createdAt))
    .limit(200)
  return rows.map(({ tokenHash, userAgent, ...row }) => ({
    ...row,
    hash: tokenHash.toString('hex'),
    browser: browserOf(userAgent),
  }))
}
