import { and, eq, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { database, type Executor } from '#db/client.ts'
import { organisation } from '#db/schema/organisation.ts'
import { people, sessions } from '#db/schema/people.ts'
import { hashToken, looksLikeToken, newToken } from '#lib/auth/token.ts'
import type { AccountRole } from '#lib/incident/policy.ts'
import type { SessionRow } from '#lib/people/model.ts'

export type SignedInPerson = {
  id: string
  name: string
  email: string
  role: AccountRole
  /** An IANA name; null: as the browser or the organisation has it (D23). */
  timeZone: string | null
  /** As last chosen on any device; null: never. */
  theme: 'system' | 'light' | 'dark' | null
  /** Names the version of the picture; null: initials. */
  picture: string | null
}

export type Session = {
  person: SignedInPerson
  organisation: { name: string; timeZone: string }
  /** SHA-256 of the cookie, in hexadecimal: names the session without being able to use it. */
  sessionHash: string
}

/**
 * Alive: not ended, used within 12 hours, begun within 7 days, its person not disabled. To be used with
 * `sessions` joined to `people`; the clock is the database's.
 */
export function sessionIsAlive(): SQL {
  return sql`${sessions.endedAt} is null and ${people.disabledAt} is null
    and ${sessions.seenAt} > now() - interval '12 hours' and ${sessions.createdAt} > now() - interval '7 days'`
}

/**
 * The session of this cookie value, or null when it is unknown, ended, expired or its person disabled.
 * One query; at most once a minute a second one notes that the session is in use.
 */
export async function findSession(token: string): Promise<Session | null> {
  if (!looksLikeToken(token)) return null
  const tokenHash = hashToken(token)
  const [row] = await database()
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      role: people.role,
      timeZone: people.timeZone,
      theme: people.theme,
      picture: people.picture,
      organisation: { name: organisation.name, timeZone: organisation.timeZone },
      stale: sql<boolean>`${sessions.seenAt} < now() - interval '1 minute'`,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .innerJoin(organisation, eq(organisation.id, 1))
    .where(and(eq(sessions.tokenHash, tokenHash), sessionIsAlive()))
  if (!row) return null
  if (row.stale) await noteUse(tokenHash)
  const { stale: _, organisation: home, ...person } = row
  return { person, organisation: home, sessionHash: tokenHash.toString('hex') }
}

/** How a session begins, for its person to recognise it by. */
export type Beginning = { method: SessionRow['method']; userAgent: string | null }

/** Begins a session for a person and returns the value of its cookie, which stands nowhere else. */
export async function startSession(
  personId: string,
  { method, userAgent }: Beginning = { method: null, userAgent: null },
): Promise<string> {
  const token = newToken()
  const began = {
    createdAt: sql`now()`,
    seenAt: sql`now()`,
    method,
    userAgent: userAgent?.slice(0, 400) ?? null,
  }
  await database()
    .insert(sessions)
    .values({ tokenHash: hashToken(token), personId, ...began })
  return token
}

/** Ends the session of this cookie value; its open streams close. Unknown and ended ones are left as they are. */
export async function endSession(token: string): Promise<void> {
  const tokenHash = hashToken(token)
  await database().execute(sql`
    with ended as (
      update ${sessions} set ended_at = now()
      where token_hash = ${tokenHash} and ended_at is null returning token_hash
    ) select pg_notify('sitrep_session', encode(token_hash, 'hex')) from ended`)
}

/** Ends the sessions of a person, all or all but one, inside the transaction of the change that demands it. */
export async function endSessionsOf(
  tx: Executor,
  personId: string,
  { except }: { except?: string } = {},
): Promise<void> {
  await tx
    .update(sessions)
    .set({ endedAt: sql`now()` })
    .where(
      and(
        eq(sessions.personId, personId),
        isNull(sessions.endedAt),
        except ? ne(sessions.tokenHash, Buffer.from(except, 'hex')) : undefined,
      ),
    )
  await tx.execute(sql`select pg_notify('sitrep_session', ${`person:${personId}`})`)
}

/** Ends one session of a person, by the hash that names it. Whether there was one to end. */
export async function endSessionNamed(
  tx: Executor,
  { hash, personId }: { hash: string; personId: string },
): Promise<boolean> {
  const ended = await tx
    .update(sessions)
    .set({ endedAt: sql`now()` })
    .where(
      and(
        eq(sessions.tokenHash, Buffer.from(hash, 'hex')),
        eq(sessions.personId, personId),
        isNull(sessions.endedAt),
      ),
    )
    .returning({ tokenHash: sessions.tokenHash })
  if (ended.length === 0) return false
  await tx.execute(sql`select pg_notify('sitrep_session', ${hash})`)
  return true
}

async function noteUse(tokenHash: Buffer): Promise<void> {
  await database()
    .update(sessions)
    .set({ seenAt: sql`now()` })
    .where(and(eq(sessions.tokenHash, tokenHash), sql`${sessions.seenAt} < now() - interval '1 minute'`))
}
