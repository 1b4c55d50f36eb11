import { and, asc, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm'
import { database, type Transaction } from '#db/client.ts'
import { holding } from '#db/like.ts'
import { suppressions } from '#db/schema/deliveries.ts'
import { subscribers } from '#db/schema/share-links.ts'
import { severityGroups, stakeholders } from '#db/schema/stakeholders.ts'
import type { Severity } from '#lib/incident/incident.ts'
import { toAppError } from '#lib/log/faults.ts'
import type { StakeholderQuery } from '#lib/stakeholder/input.ts'
import type {
  Choosable,
  GroupRow,
  Recipient,
  RecipientGroup,
  SendChoice,
  SendChoices,
  SeverityGroups,
  Stakeholder,
  Suppression,
} from '#lib/stakeholder/model.ts'
import type { UpdatesNote } from '#lib/subscriber/model.ts'
import { isLinkOver } from '#lib/subscriber/told/queries.ts'

/** Those who are not removed. To be used on `stakeholders`. */
const present = isNull(stakeholders.removedAt)
/** By group, those in none last, then by name. */
const place = [
  sql`${stakeholders.group} is null`,
  sql`lower(coalesce(${stakeholders.group}, ''))`,
  sql`lower(${stakeholders.name})`,
  asc(stakeholders.id),
]

const suppressedAddress = eq(suppressions.address, sql`lower(${stakeholders.email})`)

export type StakeholderPage = { stakeholders: Stakeholder[]; nextCursor: string | null }

/**
 * A page of the directory, by group and name; `q` is looked for in name, group and, for who sees addresses, address. ONE
 * query.
 */
export async function listStakeholders(
  { q = '', group, cursor, limit = 100 }: StakeholderQuery,
  { addresses }: { addresses: boolean },
): Promise<StakeholderPage> {
  const rows = await asked(
    rowsOf(database(), addresses)
      .where(
        and(
          present,
          group ? sql`lower(${stakeholders.group}) = lower(${group})` : undefined,
          matching(q, addresses),
          cursor ? after(cursor) : undefined,
        ),
      )
      .orderBy(...place)
      .limit(limit + 1),
  )
  const page = rows.slice(0, limit).map(asShown)
  return { stakeholders: page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null }
}

/** Somebody as lists show them, in the transaction that changed them. */
export async function readStakeholder(tx: Transaction, id: string): Promise<Stakeholder> {
  const [row] = await rowsOf(tx, true).where(eq(stakeholders.id, id))
  if (!row) throw new Error('They were there a moment ago')
  return asShown(row)
}

/** Who came by a link that holds no more is told nothing. */
const subscribed = sql`${subscribers.channel} = 'email' and ${subscribers.incidentId} is null
  and ${subscribers.endedAt} is null and lower(${subscribers.address}) = lower(${stakeholders.email})
  and not exists (select from share_links l
    where l.id = ${subscribers.linkId} and ${isLinkOver(sql`clock_timestamp()`)})`

/** By address, whether staff subscribed them or they themselves: what they get, and how they left last. */
function rowsOf(from: Pick<Transaction, 'select'>, addresses: boolean) {
  const shown = <T>(column: SQL<T>) => (addresses ? column : sql<null>`null`)
  return from
    .select({
      id: stakeholders.id,
      name: stakeholders.name,
      email: shown(sql<string>`${stakeholders.email}`),
      group: stakeholders.group,
      suppressed: shown(sql<Suppression | null>`${suppressions.reason}`),
      severities: shown(sql<Severity[] | null>`${subscribers.severities}`),
      isConfirmed: sql<boolean>`${subscribers.confirmedAt} is not null`,
      isAsked: sql<boolean>`${subscribers.stakeholderId} is not null`,
      askedAt: shown(sql<string | Date | null>`${subscribers.createdAt}`),
      leftAt: shown(sql<string | Date | null>`left_last.ended_at`),
      leftHow: shown(sql<'unsubscribed' | 'undeliverable' | null>`left_last.end_reason`),
    })
    .from(stakeholders)
    .leftJoin(suppressions, suppressedAddress)
    .leftJoin(subscribers, subscribed)
    .leftJoin(
      sql`(select distinct on (lower(address)) lower(address) as address, ended_at, end_reason from subscribers
        where channel = 'email' and incident_id is null and end_reason in ('unsubscribed', 'undeliverable')
        order by lower(address), ended_at desc) as left_last`,
      sql`left_last.address = lower(${stakeholders.email})`,
    )
}

type Found = Awaited<ReturnType<typeof rowsOf>>[number]

function asShown({ severities, isConfirmed, isAsked, askedAt, leftAt, leftHow, ...row }: Found): Stakeholder {
  if (isConfirmed && severities) return { ...row, updates: severities, updatesNote: null }
  const note = (kind: UpdatesNote['kind'], at: string | Date | null) =>
    at === null ? null : { kind, at: new Date(at).toISOString() }
  const gone = leftHow === 'undeliverable' ? 'undeliverable' : 'left'
  // Who typed an address on a page is nobody whom staff asked, until they confirm it.
  return {
    ...row,
    updates: [],
    updatesNote: isAsked ? note('asked', askedAt) : note(gone, leftAt),
  }
}

function matching(q: string, addresses: boolean): SQL | undefined {
  const text = q.replaceAll('\u0000', '').toWellFormed().trim()
  if (text === '') return undefined
  const words = holding(text)
  const address = addresses ? sql` or ${stakeholders.email} ilike ${words}` : sql``
  return sql`(${stakeholders.name} ilike ${words} or ${stakeholders.group} ilike ${words}${address})`
}

function after(id: string): SQL {
  return sql`(${stakeholders.group} is null, lower(coalesce(${stakeholders.group}, '')), lower(${stakeholders.name}), ${stakeholders.id})
    > (select s."group" is null, lower(coalesce(s."group", '')), lower(s.name), s.id from ${stakeholders} s where s.id = ${id}::uuid)`
}

/** The groups by name with how many are in each, and which a severity is told. ONE query. */
export async function listGroups(): Promise<{ groups: GroupRow[]; chosen: SeverityGroups; total: number }> {
  const { rows } = await asked(
    database().execute<{ groups: GroupRow[] | null; chosen: SeverityRow[] | null; total: number }>(sql`
      select (select count(*)::int from stakeholders where removed_at is null) as total,
        (select json_agg(json_build_object('name', one."group", 'members', one.members) order by lower(one."group"))
          from (select "group", count(*)::int as members from stakeholders
            where removed_at is null and "group" is not null group by "group") one) as groups,
        (select json_agg(json_build_object('severity', severity, 'group', "group") order by lower("group"))
          from severity_groups) as chosen`),
  )
  const [row] = rows
  return {
    groups: row?.groups ?? [],
    chosen: bySeverity(row?.chosen ?? []),
    total: row?.total ?? 0,
  }
}

type SeverityRow = { severity: Severity; group: string }

function bySeverity(rows: readonly SeverityRow[]): SeverityGroups {
  const groups: SeverityGroups = { SEV1: [], SEV2: [], SEV3: [] }
  for (const { severity, group } of rows) groups[severity].push(group)
  return groups
}

const recipient = { id: stakeholders.id, name: stakeholders.name, email: stakeholders.email }

/** Everybody whom a report can be sent to, by group; those in no group last. ONE query. */
export async function listRecipients(): Promise<RecipientGroup[]> {
  const rows = await asked(
    database()
      .select({ ...recipient, suppressed: suppressions.reason, group: stakeholders.group })
      .from(stakeholders)
      .leftJoin(suppressions, suppressedAddress)
      .where(present)
      .orderBy(...place),
  )
  const groups: RecipientGroup[] = []
  for (const { group, ...member } of rows) {
    const last = groups.at(-1)
    if (last && last.name === group) last.members.push(member)
    else groups.push({ name: group, members: [member] })
  }
  return groups
}

/** Whom a report of this severity goes to unless somebody chooses otherwise, by name. ONE query. */
export async function defaultRecipients(severity: Severity): Promise<Choosable[]> {
  return await asked(
    database()
      .select({ ...recipient, suppressed: suppressions.reason })
      .from(stakeholders)
      .leftJoin(suppressions, suppressedAddress)
      .innerJoin(
        severityGroups,
        and(eq(severityGroups.severity, severity), eq(severityGroups.group, stakeholders.group)),
      )
      .where(present)
      .orderBy(sql`lower(${stakeholders.name})`, asc(stakeholders.id)),
  )
}

/**
 * What a sending can begin with: those whom the groups of `severity` hold, those of `before` (ids), and whose addresses
 * are suppressed. By group and name. ONE query.
 */
export async function listSendChoices(severity: Severity, before: readonly string[]): Promise<SendChoices> {
  type Row = SendChoice & { isUsual: boolean; isBefore: boolean }
  const { rows } = await asked(
    database().execute<Row>(sql`
      select s.id, s.name, s.email, s."group", x.reason as suppressed, g.severity is not null as "isUsual",
        s.id::text = any(${sql.param([...before])}::text[]) as "isBefore"
      from stakeholders s
        left join severity_groups g on g.severity = ${severity} and g."group" = s."group"
        left join suppressions x on x.address = lower(s.email)
      where s.removed_at is null
        and (g.severity is not null or x.address is not null or s.id::text = any(${sql.param([...before])}::text[]))
      order by s."group" is null, lower(coalesce(s."group", '')), lower(s.name), s.id`),
  )
  const choice = ({ id, name, email, group, suppressed }: Row): SendChoice => ({
    ...{ id, name, email, group, suppressed },
  })
  return {
    usual: rows.filter(({ isUsual }) => isUsual).map(choice),
    before: rows.filter(({ isBefore }) => isBefore).map(choice),
    suppressed: rows.flatMap(({ id, suppressed }) => (suppressed ? [{ id, reason: suppressed }] : [])),
  }
}

/** Those of `ids` who are not removed, by id, held as they are until the transaction ends. */
export async function readStakeholders(tx: Transaction, ids: readonly string[]): Promise<Recipient[]> {
  if (ids.length === 0) return []
  return await tx
    .select(recipient)
    .from(stakeholders)
    .where(and(present, inArray(stakeholders.id, [...ids])))
    .orderBy(asc(stakeholders.id))
    .for('share')
}

/** Who has one of these addresses already, with what an import would change: by address. ONE query. */
export async function findByAddress(
  emails: readonly string[],
): Promise<Map<string, { name: string; group: string | null }>> {
  if (emails.length === 0) return new Map()
  const rows = await asked(
    database()
      .select({
        email: sql<string>`lower(${stakeholders.email})`,
        name: stakeholders.name,
        group: stakeholders.group,
      })
      .from(stakeholders)
      .where(and(present, sql`lower(${stakeholders.email}) = any(${sql.param([...emails])}::text[])`)),
  )
  return new Map(rows.map(({ email, ...row }) => [email, row]))
}

async function asked<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    throw toAppError(error)
  }
}
