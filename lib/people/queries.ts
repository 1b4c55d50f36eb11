import { asc, eq, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { people } from '#db/schema/people.ts'
import type { AccountRole } from '#lib/incident/policy.ts'
import type { Account } from '#lib/people/model.ts'

/**
 * Everybody by name, as roles are given and /api/v1/people shows it: no addresses. Who is disabled is not
 * `active`; who is invited is, as the door takes it (lib/log/learn.ts).
 */
export async function listPeople(): Promise<
  { id: string; name: string; role: AccountRole; active: boolean }[]
> {
  return await database()
    .select({
      id: people.id,
      name: people.name,
      role: people.role,
      active: sql<boolean>`${people.disabledAt} is null`,
    })
    .from(people)
    .orderBy(asc(sql`lower(${people.name})`), asc(people.id))
}

/** Everybody with address and state, for admins: disabled ones last. */
export async function listAccounts(): Promise<Account[]> {
  return await database()
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      role: people.role,
      state: sql<Account['state']>`case when ${people.disabledAt} is not null then 'disabled'
        when ${people.passwordHash} is null then 'invited' else 'active' end`,
    })
    .from(people)
    .orderBy(sql`${people.disabledAt} is not null`, asc(sql`lower(${people.name})`), asc(people.id))
}

/** The person with this e-mail address, in whatever case it is written, or null. For the command line. */
export async function findPersonByEmail(
  email: string,
): Promise<{ id: string; name: string; role: AccountRole; disabled: boolean } | null> {
  const [row] = await database()
    .select({
      id: people.id,
      name: people.name,
      role: people.role,
      disabled: sql<boolean>`${people.disabledAt} is not null`,
    })
    .from(people)
    .where(eq(sql`lower(${people.email})`, email.trim().toLowerCase()))
  return row ?? null
}
