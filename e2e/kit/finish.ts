/** What a close takes (DOMAIN §3): a report that is drafted, approved and sent, and no post-mortem owed. For tests. */
import { v7 } from 'uuid'
import type { Incident } from '#lib/incident/incident.ts'

type Give = (input: { type: string } & Record<string, unknown>) => Promise<{ incident: Incident }>

/** Brings a resolved incident to its close, a command at a time; `at` claims the same time for each. */
export async function finish(give: Give, stakeholderId: string, at?: string): Promise<Incident> {
  const when = at ? { occurredAt: at } : {}
  const { severity } = await tell(give, stakeholderId, at)
  const owed = severity === 'SEV3' ? { bug: 'https://example.org/bugs/1' } : { waive: 'Nothing to learn.' }
  return (await give({ type: 'close', ...owed, ...when })).incident
}

/** Drafts, approves and sends the report of a resolved incident. */
export async function tell(give: Give, stakeholderId: string, at?: string): Promise<Incident> {
  const when = at ? { occurredAt: at } : {}
  const drafted = await give({ type: 'draft_report', ...when })
  const version = drafted.incident.documents.report?.saved.version ?? 0
  await give({ type: 'approve_report', version, ...when })
  const override = 'Not everything is known.'
  return (await give({ type: 'send_report', version, to: [stakeholderId], override, ...when })).incident
}

type Sql = (statement: string, values?: unknown[]) => Promise<unknown>

/** Somebody in the directory, to send to; the id. */
export async function giveStakeholder(sql: Sql, name = 'Astrid Holm'): Promise<string> {
  const id = v7()
  await sql(`insert into stakeholders (id, name, email, created_at) values ($1, $2, $3, now())`, [
    ...[id, name, `${id}@example.org`],
  ])
  return id
}
