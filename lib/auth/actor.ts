import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { apiTokens, people, sessions } from '#db/schema/people.ts'
import { apiTokenIsAlive, findApiToken } from '#lib/auth/api-token-row.ts'
import { cookieName, readCookie } from '#lib/auth/cookie.ts'
import { findSession, type SignedInPerson, sessionIsAlive } from '#lib/auth/session-row.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/incident/policy.ts'

/** What an open stream keeps, to ask later whether it may still be open. */
export type Check = { sessionHash: string } | { tokenId: string }

export type Authenticated = { actor: Actor; via: 'session' | 'token'; check: Check }

/**
 * Who sent a request with these headers, or null when nobody known did. The same for pages, API and front.
 * Throws AppError `unauthenticated` when a session cookie and an Authorization header come together (D8).
 */
export async function actorOfHeaders(headers: {
  cookie?: string | null | undefined
  authorization?: string | null | undefined
}): Promise<Authenticated | null> {
  const cookie = readCookie(headers.cookie, cookieName())
  const { authorization } = headers
  if (cookie && authorization) {
    throw new AppError('unauthenticated', 'Send the session cookie or an Authorization header, not both.')
  }
  if (authorization) return await byToken(authorization)
  if (cookie) return await bySession(cookie)
  return null
}

/**
 * A page says whose it is: one that was left open while somebody else signed in must not act in their name. Throws
 * AppError `unauthenticated` when `meant`, a person's id, is given and is not who is signed in.
 */
export function refuseOther({ actor }: Authenticated, meant: string | string[] | null | undefined): void {
  if (!meant || meant === actor.id) return
  throw new AppError('unauthenticated', 'Somebody else is signed in by now. Sign in again as yourself.')
}

/** The actor that a signed-in person is. */
export function actorOfPerson({ id, name, role }: Pick<SignedInPerson, 'id' | 'name' | 'role'>): Actor {
  return { kind: 'person', id, name, role }
}

/** How a check is named in what `stillValid` returns. */
export function checkKey(check: Check): string {
  return 'sessionHash' in check ? check.sessionHash : check.tokenId
}

/** Of these sessions and tokens the keys (`checkKey`) of those that are no longer good. One query for all. */
export async function stillValid(checks: Iterable<Check>): Promise<Set<string>> {
  const dead = new Set<string>()
  const hashes: string[] = []
  const tokenIds: string[] = []
  for (const check of checks) {
    dead.add(checkKey(check))
    if ('sessionHash' in check) hashes.push(check.sessionHash)
    else tokenIds.push(check.tokenId)
  }
  if (dead.size === 0) return dead
  const { rows } = await database().execute<{ key: string }>(sql`
    select encode(${sessions.tokenHash}, 'hex') as key from ${sessions}
      join ${people} on ${people.id} = ${sessions.personId}
      where ${sessions.tokenHash} in (select decode(hash, 'hex') from unnest(${sql.param(hashes)}::text[]) as hash)
      and ${sessionIsAlive()}
    union all
    select ${apiTokens.id}::text from ${apiTokens}
      left join ${people} on ${people.id} = ${apiTokens.personId}
      where ${apiTokens.id} = any(${sql.param(tokenIds)}::uuid[]) and ${apiTokenIsAlive()}`)
  for (const { key } of rows) dead.delete(key)
  return dead
}

async function byToken(authorization: string): Promise<Authenticated | null> {
  const [, value] = /^Bearer +(\S+)$/i.exec(authorization) ?? []
  const found = value ? await findApiToken(value) : null
  return found && { actor: found.actor, via: 'token', check: { tokenId: found.tokenId } }
}

async function bySession(cookie: string): Promise<Authenticated | null> {
  const session = await findSession(cookie)
  if (!session) return null
  return {
    actor: actorOfPerson(session.person),
    via: 'session',
    check: { sessionHash: session.sessionHash },
  }
}
