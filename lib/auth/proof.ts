import { and, eq, sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { sessions } from '#db/schema/people.ts'
import { beginAttempt } from '#lib/auth/attempts.ts'
import { passwordMatches } from '#lib/auth/password.ts'
import { AppError } from '#lib/errors.ts'

type Shown = {
  personId: string
  passwordHash: string | null
  /** The password as it was typed now. */
  current: string
  /** The session that asks, by its hash. */
  session: string
}

/**
 * Makes sure that it is really them: by the present password, or for who signs in at a provider and has none, by a
 * session that began within ten minutes. Throws AppError invalid; rate_limited after too many wrong passwords.
 */
export async function proveIdentity(tx: Transaction, shown: Shown): Promise<void> {
  const { personId, passwordHash, current, session } = shown
  if (passwordHash === null) return await provenBySignIn(tx, shown)
  // A session that was left open is one way to try passwords: it is slowed down like the sign-in.
  const attempt = await beginAttempt({ account: personId, address: session })
  if (await passwordMatches(current, passwordHash)) return await attempt.succeeded()
  throw new AppError('invalid', 'Nothing was changed.', {
    fields: { current: 'This is not your present password.' },
  })
}

async function provenBySignIn(tx: Transaction, { personId, session }: Shown): Promise<void> {
  const [fresh] = await tx
    .select({ personId: sessions.personId })
    .from(sessions)
    .where(
      and(
        eq(sessions.tokenHash, Buffer.from(session, 'hex')),
        eq(sessions.personId, personId),
        sql`${sessions.createdAt} > now() - interval '10 minutes'`,
      ),
    )
  if (fresh) return
  throw new AppError('forbidden', 'Sign out and in again, then change it within ten minutes.')
}
