import { and, eq, isNull, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Transaction } from '#db/client.ts'
import { severityGroups, stakeholders } from '#db/schema/stakeholders.ts'
import { AppError } from '#lib/errors.ts'
import { severities } from '#lib/incident/incident.ts'
import { action } from '#lib/log/action.ts'
import {
  importedRows,
  newStakeholder,
  severityGroupsInput,
  stakeholderEdit,
  stakeholderId,
} from '#lib/stakeholder/input.ts'
import { readStakeholder } from '#lib/stakeholder/queries.ts'
import { chooseUpdates, endOfStakeholder, moveSubscription } from '#lib/subscriber/directory/commands.ts'

/** The directory of those whom reports are sent to. */
export const stakeholderActions = {
  add_stakeholder: action({
    input: newStakeholder,
    write: async (tx, { input }) => {
      const id = uuidv7()
      const group = await spelledAsBefore(tx, input.group)
      await tx.insert(stakeholders).values({ id, ...input, group, createdAt: sql`now()` })
      return {
        result: await readStakeholder(tx, id),
        audit: { target: id, details: { name: input.name, group } },
      }
    },
  }),

  edit_stakeholder: action({
    input: stakeholderEdit,
    write: async (tx, { input: { id, updates, ...wanted } }) => {
      const before = await lockStakeholder(tx, id)
      const group = wanted.group === undefined ? before.group : await spelledAsBefore(tx, wanted.group)
      const after = { name: wanted.name ?? before.name, email: wanted.email ?? before.email, group }
      const isSame = after.name === before.name && after.email === before.email && group === before.group
      if (!isSame) await tx.update(stakeholders).set(after).where(eq(stakeholders.id, id))
      if (after.email !== before.email) await moveSubscription(tx, id, after.email)
      const told = updates && (await chooseUpdates(tx, { id, ...after }, updates))
      const result = await readStakeholder(tx, id)
      if (isSame && !told) return { result, audit: null }
      const addresses = after.email === before.email ? {} : { from: before.email, to: after.email }
      return { result, audit: { target: id, details: { name: after.name, group, ...addresses, ...told } } }
    },
  }),

  /** Nobody is sent anything from here on. What was sent stays recorded. Already removed: done. */
  remove_stakeholder: action({
    input: stakeholderId,
    write: async (tx, { input: { id } }) => {
      const [removed] = await tx
        .update(stakeholders)
        .set({ removedAt: sql`now()` })
        .where(and(eq(stakeholders.id, id), isNull(stakeholders.removedAt)))
        .returning({ name: stakeholders.name })
      if (removed) await endOfStakeholder(tx, id)
      if (removed) return { result: null, audit: { target: id, details: { name: removed.name } } }
      const [known] = await tx
        .select({ id: stakeholders.id })
        .from(stakeholders)
        .where(eq(stakeholders.id, id))
      if (!known) throw noSuchStakeholder()
      return { result: null, audit: null }
    },
  }),

  /** All rows or none. An address that is there already is not doubled: its name and group become the row's. */
  import_stakeholders: action({
    input: importedRows,
    write: async (tx, { input: { rows } }) => {
      const spellings = await spellingsOf(tx)
      const byAddress = new Map(
        rows.map(({ name, email, group }) => {
          return [email, { id: uuidv7(), name, email, group: group ? spellings(group) : null }]
        }),
      )
      // In one order, so that two imports at once wait for each other instead of locking crosswise.
      const sorted = [...byAddress.values()].sort((a, b) => (a.email < b.email ? -1 : 1))
      const column = (name: 'id' | 'name' | 'email' | 'group') => sql.param(sorted.map((row) => row[name]))
      // A table without a column for groups leaves them as they are.
      const group = rows.some((row) => row.group !== undefined) ? sql`excluded."group"` : sql`s."group"`
      const { rows: written } = await tx.execute<{ added: boolean }>(sql`
        insert into stakeholders as s (id, name, email, "group", created_at)
        select one.id, one.name, one.email, one."group", now()
        from unnest(${column('id')}::uuid[], ${column('name')}::text[], ${column('email')}::text[],
          ${column('group')}::text[]) as one (id, name, email, "group")
        on conflict (lower(email)) where removed_at is null
          do update set name = excluded.name, "group" = ${group}
          where (s.name, s."group") is distinct from (excluded.name, ${group})
        returning (xmax = 0) as added`)
      const added = written.filter((row) => row.added).length
      const result = { added, updated: written.length - added, unchanged: sorted.length - written.length }
      const audit = written.length > 0 ? { target: null, details: result } : null
      return { result, audit }
    },
  }),

  /** Whom a report goes to unless somebody chooses otherwise. */
  set_severity_groups: action({
    input: severityGroupsInput,
    write: async (tx, { input }) => {
      const spellings = await spellingsOf(tx)
      const rows = severities.flatMap((severity) =>
        [...new Set(input[severity].map(spellings))].map((group) => ({ severity, group })),
      )
      const before = await tx.select().from(severityGroups).for('update')
      const wordsOf = (some: typeof rows) =>
        some
          .map(({ severity, group }) => `${severity}: ${group}`)
          .sort()
          .join(', ')
      if (wordsOf(rows) === wordsOf(before)) return { result: null, audit: null }
      await tx.delete(severityGroups)
      if (rows.length > 0) await tx.insert(severityGroups).values(rows).onConflictDoNothing()
      return { result: null, audit: { target: null, details: { groups: wordsOf(rows) || 'none' } } }
    },
  }),
}

function noSuchStakeholder(): AppError {
  return new AppError('not_found', 'There is no such stakeholder.')
}

async function lockStakeholder(tx: Transaction, id: string) {
  const [row] = await tx
    .select({ name: stakeholders.name, email: stakeholders.email, group: stakeholders.group })
    .from(stakeholders)
    .where(and(eq(stakeholders.id, id), isNull(stakeholders.removedAt)))
    .for('update')
  if (!row) throw noSuchStakeholder()
  return row
}

/** "management" joins "Management": a group keeps the spelling that it has, else the first that it is given. */
async function spellingsOf(tx: Transaction): Promise<(group: string) => string> {
  const rows = await tx
    .selectDistinct({ group: stakeholders.group })
    .from(stakeholders)
    .where(isNull(stakeholders.removedAt))
    .orderBy(stakeholders.group)
  const known = new Map<string, string>()
  const spelled = (group: string) => {
    const key = group.toLowerCase()
    const first = known.get(key) ?? group
    known.set(key, first)
    return first
  }
  for (const { group } of rows) if (group !== null) spelled(group)
  return spelled
}

async function spelledAsBefore(tx: Transaction, group: string | null): Promise<string | null> {
  return group === null ? null : (await spellingsOf(tx))(group)
}
