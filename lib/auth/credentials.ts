import { sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { people } from '#db/schema/people.ts'
import { beginAttempt } from '#lib/auth/attempts.ts'
import { passwordMatches } from '#lib/auth/password.ts'
import { log } from '#lib/log.ts'

/**
 * The person with this address and password, or null. Unknown, invited and disabled people take the same time
 * as a wrong password and get the same answer. Throws AppError `rate_limited` after too many wrong ones, for this
 * address or from where the request comes (`client`).
 */
export async function findByCredentials(
  email: string,
  password: string,
  client: string,
): Promise<{ id: string; name: string; email: string } | null> {
  const address = storable(email.trim().toLowerCase())
  const attempt = await beginAttempt({ account: address, address: client })
  const [person] = await database()
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      passwordHash: people.passwordHash,
      disabledAt: people.disabledAt,
    })
    .from(people)
    .where(sql`lower(${people.email}) = ${address}`)
  const matches = await passwordMatches(password, person?.passwordHash ?? null)
  if (!matches || !person || person.disabledAt) {
    log.warn('A sign-in was refused', { personId: person?.id ?? null })
    return null
  }
  await attempt.succeeded()
  log.info('Signed in', { personId: person.id })
  return { id: person.id, name: person.name, email: person.email }
}

/** Postgres refuses U+0000, which no stored address holds either. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '').slice(0, 254)
}
