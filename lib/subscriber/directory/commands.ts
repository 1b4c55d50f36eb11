/** Whom of the directory staff subscribed to which severities. Who left comes back by their own word alone. */
import { and, eq, inArray, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '#db/client.ts'
import { subscribers } from '#db/schema/share-links.ts'
import { stakeholders } from '#db/schema/stakeholders.ts'
import { AppError } from '#lib/errors.ts'
import type { Severity } from '#lib/incident/incident.ts'
import { action } from '#lib/log/action.ts'
import { suppressedWords } from '#lib/messaging/queue.ts'
import type { Suppression } from '#lib/stakeholder/model.ts'
import { askToConfirm } from '#lib/subscriber/commands.ts'
import { groupUpdates, stakeholderUpdates } from '#lib/subscriber/input.ts'
import type { UpdatesSet } from '#lib/subscriber/model.ts'

type Person = { id: string; name: string; email: string }
type Standing = Person & {
  /** Their subscription that has not ended. */
  rowId: string | null
  /** Staff subscribed them, so that no link has to hold. */
  isOurs: boolean
  isConfirmed: boolean
  severities: Severity[] | null
  /** They unsubscribed, and have not said since that they want it again. */
  hasLeft: boolean
  suppressed: Suppression | null
}

export const directoryActions = {
  /** Which severities' updates somebody of the directory gets; an empty list is none. */
  set_stakeholder_updates: action({
    input: stakeholderUpdates,
    write: async (tx, { input: { id, updates } }) => {
      const [person] = await lockPeople(tx, eq(stakeholders.id, id))
      if (!person) throw new AppError('not_found', 'There is no such stakeholder.')
      const details = await chooseUpdates(tx, person, updates)
      const audit = details && { target: id, details: { name: person.name, ...details } }
      return { result: null, audit }
    },
  }),

  /** The same for everybody who is in a group now. */
  set_group_updates: action({
    input: groupUpdates,
    write: async (tx, { input: { group, updates } }) => {
      const people = await lockPeople(tx, sql`lower(${stakeholders.group}) = lower(${group})`)
      if (people.length === 0) throw new AppError('not_found', 'Nobody is in this group.')
      const result = await setUpdates(tx, await readStandings(tx, people), updates)
      const details = { group, people: people.length, ...detailsOf(updates, result) }
      return { result, audit: result.changed + result.asked > 0 ? { target: null, details } : null }
    },
  }),
}

function detailsOf(updates: readonly Severity[], { asked }: UpdatesSet) {
  return { updates: updates.join(', ') || 'none', asked }
}

async function lockPeople(tx: Transaction, which: ReturnType<typeof eq>): Promise<Person[]> {
  const { id, name, email } = stakeholders
  return await tx
    .select({ id, name, email })
    .from(stakeholders)
    .where(and(which, isNull(stakeholders.removedAt)))
    .orderBy(id)
    .for('update')
}

/**
 * Sets it for one person, whose row is locked; what the audit log says of it, null when nothing changed. Throws AppError
 * conflict where nothing is sent to their address.
 */
export async function chooseUpdates(tx: Transaction, person: Person, updates: readonly Severity[]) {
  const standings = await readStandings(tx, [person])
  const set = await setUpdates(tx, standings, updates)
  const reason = standings[0]?.suppressed
  if (set.skipped > 0 && reason) throw new AppError('conflict', suppressedWords[reason])
  return set.changed + set.asked > 0 ? detailsOf(updates, set) : null
}

/** Sets it for those who stand so, whose rows are locked. */
async function setUpdates(
  tx: Transaction,
  standings: readonly Standing[],
  updates: readonly Severity[],
): Promise<UpdatesSet> {
  if (updates.length === 0) {
    const ended = standings.flatMap(({ rowId }) => rowId ?? [])
    await endAll(tx, ended)
    return { changed: ended.length, asked: 0, skipped: 0 }
  }
  const wanted = standings.filter((one) => !isSame(one, updates))
  const able = wanted.filter(({ suppressed }) => suppressed === null)
  const silent = able.filter(({ hasLeft }) => !hasLeft)
  await write(tx, silent, { severities: updates, confirmedAt: sql`now()` })
  const asking = able.filter(({ hasLeft }) => hasLeft)
  const asked = await write(tx, asking, { severities: updates, confirmedAt: null })
  await askToConfirm(tx, asked, { scope: 'as_asked', linkId: null, of: 'severities' })
  return { changed: silent.length, asked: asked.length, skipped: wanted.length - able.length }
}

/** Who came by a link gets the same only while that holds. */
function isSame({ severities, isConfirmed, isOurs }: Standing, updates: readonly Severity[]): boolean {
  return isConfirmed && isOurs && severities?.join() === updates.join()
}

/** Makes their rows so, or new ones. Who has a row already keeps it, also one that they made by a link. */
async function write(
  tx: Transaction,
  people: readonly Standing[],
  {
    severities,
    confirmedAt,
  }: { severities: readonly Severity[]; confirmedAt: ReturnType<typeof sql> | null },
): Promise<{ id: string; name: string; address: string }[]> {
  const written = people.map(({ id, name, email, rowId }) => ({
    person: id,
    name,
    address: email,
    rowId: rowId ?? uuidv7(),
  }))
  const there = new Set(people.flatMap(({ rowId }) => rowId ?? []))
  const fresh = written.filter(({ rowId }) => !there.has(rowId))
  for (let from = 0; from < fresh.length; from += 1000) {
    await tx
      .insert(subscribers)
      .values(
        fresh.slice(from, from + 1000).map(({ rowId, person, name, address }) => ({
          ...{ id: rowId, channel: 'email' as const, stakeholderId: person, name, address },
          ...{ severities: [...severities], createdAt: sql`now()`, confirmedAt },
        })),
      )
      .onConflictDoNothing()
  }
  const column = (name: 'rowId' | 'person') =>
    sql.param(written.filter(({ rowId }) => there.has(rowId)).map((row) => row[name]))
  await tx.execute(sql`
    update subscribers s set severities = ${sql.param([...severities])}::text[], stakeholder_id = one.person,
      link_id = null, confirm_hash = null, confirm_link_id = null,
      confirmed_at = case when ${confirmedAt === null}::boolean then s.confirmed_at else coalesce(s.confirmed_at, now()) end
    from unnest(${column('rowId')}::uuid[], ${column('person')}::uuid[]) as one (id, person) where s.id = one.id`)
  return written.map(({ rowId, name, address }) => ({ id: rowId, name, address }))
}

/** Whoever left comes back by their own word alone, also under another address. */
const lastWord = sql`max(confirmed_at) as confirmed_at,
  max(ended_at) filter (where end_reason = 'unsubscribed') as left_at`

async function readStandings(tx: Transaction, people: readonly Person[]): Promise<Standing[]> {
  const { rows } = await tx.execute<Standing>(sql`
    select p.id, p.name, p.email, s.id as "rowId", s.confirmed_at is not null as "isConfirmed", s.severities,
      coalesce(s.stakeholder_id = p.id and s.link_id is null, false) as "isOurs",
      coalesce(greatest(h.left_at, o.left_at) > coalesce(greatest(h.confirmed_at, o.confirmed_at), '-infinity'), false)
        as "hasLeft", x.reason as suppressed
    from stakeholders p
      left join subscribers s on s.ended_at is null and s.channel = 'email' and s.incident_id is null
        and lower(s.address) = lower(p.email)
      left join suppressions x on x.address = lower(p.email)
      left join (select lower(address) as address, ${lastWord}
        from subscribers where channel = 'email' and incident_id is null group by 1) h on h.address = lower(p.email)
      left join (select stakeholder_id, ${lastWord}
        from subscribers where channel = 'email' and incident_id is null group by 1) o on o.stakeholder_id = p.id
    where p.id = any(${sql.param(people.map(({ id }) => id))}::uuid[]) order by p.id`)
  return rows
}

async function endAll(tx: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx
    .update(subscribers)
    .set({ endedAt: sql`now()`, endReason: 'removed', confirmHash: null })
    .where(and(inArray(subscribers.id, [...ids]), isNull(subscribers.endedAt)))
}

/** Somebody was taken out of the directory: what staff subscribed them to ends with it. */
export async function endOfStakeholder(tx: Transaction, stakeholderId: string): Promise<void> {
  await tx
    .update(subscribers)
    .set({ endedAt: sql`now()`, endReason: 'removed', confirmHash: null })
    .where(and(eq(subscribers.stakeholderId, stakeholderId), isNull(subscribers.endedAt)))
}

/**
 * Somebody's address changed: the subscription goes with them, so that the links in their old mails still end it. A question
 * that waits at the old address ends; so does ours where the new one has left. What the new one said yes to by itself is
 * ours from then on, and needs no link any more; what was merely asked for there counts for nothing.
 */
export async function moveSubscription(tx: Transaction, stakeholderId: string, to: string): Promise<void> {
  const isThere = sql`channel = 'email' and incident_id is null and lower(address) = lower(${to})`
  const {
    rows: [own],
  } = await tx.execute<{ id: string; isMoving: boolean }>(sql`
    select s.id, s.confirmed_at is not null
        and coalesce(left_at <= coalesce(h.confirmed_at, '-infinity'), true) as "isMoving"
    from subscribers s, (select ${lastWord} from subscribers where ${isThere}) h
    where s.stakeholder_id = ${stakeholderId} and s.ended_at is null`)
  if (!own) return
  if (!own.isMoving) return await endAll(tx, [own.id])
  const { rows: others } = await tx.execute<{ severities: Severity[] }>(sql`
    update subscribers set ended_at = now(), end_reason = 'removed', confirm_hash = null
    where ${isThere} and ended_at is null and id <> ${own.id}
    returning case when confirmed_at is null then '{}' else severities end as severities`)
  const more = others.flatMap(({ severities }) => severities)
  await tx.execute(sql`
    update subscribers set address = ${to}, confirm_hash = null, confirm_link_id = null,
      severities = array(select distinct one from unnest(severities || ${sql.param(more)}::text[]) one order by one)
    where id = ${own.id}`)
}
