import { and, asc, eq, type SQL, sql } from 'drizzle-orm'
import { database, type Transaction } from '#db/client.ts'
import { holding } from '#db/like.ts'
import { identities, people, pictures } from '#db/schema/people.ts'
import { AppError } from '#lib/errors.ts'
import type { AccountRole } from '#lib/incident/policy.ts'
import type { Account } from '#lib/people/model.ts'

/**
 * Everybody by name, as roles are given and /api/v1/people shows it: no addresses. Who is disabled is not
 * `active`; who is invited is, as the door takes it (lib/log/learn.ts).
 */
export async function listPeople(): Promise<
  { id: string; name: string; role: AccountRole; active: boolean; picture: string | null }[]
> {
  return await database()
    .select({
      id: people.id,
      name: people.name,
      role: people.role,
      active: sql<boolean>`${people.disabledAt} is null`,
      picture: people.picture,
    })
    .from(people)
    .orderBy(asc(sql`lower(${people.name})`), asc(people.id))
}

/** Has a way in of their own: a password, or an account at a provider. To be used on `people`. */
export function hasJoined(): SQL {
  return sql`(${people.passwordHash} is not null
    or exists (select 1 from ${identities} where ${identities.personId} = ${people.id}))`
}

const accountColumns = {
  id: people.id,
  name: people.name,
  email: people.email,
  phone: people.phone,
  role: people.role,
  picture: people.picture,
  state: sql<Account['state']>`case when ${people.disabledAt} is not null then 'disabled'
    when ${hasJoined()} then 'active' else 'invited' end`,
}

export type AccountPage = {
  accounts: Account[]
  /** Ask with it as `after` for those that follow; null when these are the last. */
  next: string | null
  /** All that match, on this page or not. */
  total: number
}

/**
 * A page of people with address and state, for admins: by name, disabled ones last. `q` is looked for in name and
 * address; `after` is the id of the last one of the page before.
 */
export async function listAccounts({
  q = '',
  after = null,
  limit = 100,
}: {
  q?: string
  after?: string | null
  limit?: number
} = {}): Promise<AccountPage> {
  const words = holding(q.trim())
  const matches = q.trim()
    ? sql`(${people.name} ilike ${words} or ${people.email} ilike ${words})`
    : undefined
  const place = sql`(${people.disabledAt} is not null, lower(${people.name}), ${people.id})`
  const follows = after
    ? sql`${place} > (select p.disabled_at is not null, lower(p.name), p.id from ${people} p where p.id = ${after}::uuid)`
    : undefined
  const [rows, [counted]] = await Promise.all([
    database()
      .select(accountColumns)
      .from(people)
      .where(and(matches, follows))
      .orderBy(sql`${people.disabledAt} is not null`, asc(sql`lower(${people.name})`), asc(people.id))
      .limit(limit + 1),
    database().select({ total: sql<number>`count(*)::int` }).from(people).where(matches),
  ])
  const accounts = rows.slice(0, limit)
  const next = rows.length > limit ? (accounts.at(-1)?.id ?? null) : null
  return { accounts, next, total: counted?.total ?? 0 }
}

/** One account, for admins, or null. `id` may be any text. */
export async function findAccount(id: string): Promise<Account | null> {
  const [row] = await database()
    .select(accountColumns)
    .from(people)
    .where(sql`${people.id}::text = ${id.toLowerCase().replaceAll('\u0000', '')}`)
  return row ?? null
}

/** What of their own account only its person and admins see. Null when there is no such person. */
export async function findOwnAccount(
  id: string,
): Promise<{ phone: string | null; hasPassword: boolean } | null> {
  const [row] = await database()
    .select({ phone: people.phone, hasPassword: sql<boolean>`${people.passwordHash} is not null` })
    .from(people)
    .where(eq(people.id, id))
  return row ?? null
}

/** Somebody's picture as it was checked when it was set, or null. `id` may be any text. */
export async function findPicture(
  id: string,
): Promise<{ version: string; mediaType: 'image/png' | 'image/jpeg' | 'image/webp'; bytes: Buffer } | null> {
  const [row] = await database()
    .select({ version: people.picture, mediaType: pictures.mediaType, bytes: pictures.bytes })
    .from(pictures)
    .innerJoin(people, eq(people.id, pictures.personId))
    .where(sql`${pictures.personId}::text = ${id.toLowerCase().replaceAll('\u0000', '')}`)
  return row?.version ? { ...row, version: row.version } : null
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

/**
 * The zone in which the days of a query are days: the person's own, else the organisation's. UTC, without asking, when
 * the query names instants or none.
 */
export async function zoneFor(
  { id }: { id: string },
  { from = 'T', to = 'T' }: { from?: string | undefined; to?: string | undefined },
): Promise<string> {
  if (from.includes('T') && to.includes('T')) return 'UTC'
  const { rows } = await database().execute<{ zone: string | null }>(sql`
    select coalesce((select time_zone from people where id::text = ${id}), (select time_zone from organisation)) as zone`)
  return rows[0]?.zone ?? 'UTC'
}

/** A person's row, locked until the transaction ends. Throws AppError not_found. */
export async function lockPerson(tx: Transaction, personId: string) {
  const [person] = await tx
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      phone: people.phone,
      role: people.role,
      disabledAt: people.disabledAt,
      passwordHash: people.passwordHash,
    })
    .from(people)
    .where(eq(people.id, personId))
    .for('update')
  if (!person) throw new AppError('not_found', 'There is no such person.')
  return person
}
