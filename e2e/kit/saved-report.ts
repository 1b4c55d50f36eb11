/** For tests: an incident whose report is saved and approved as version 1, by the door. */
import { declaration } from '#e2e/kit/declaration.ts'
import { execute } from '#lib/log/execute.ts'
import type { TestDatabase, TestPerson } from './database.ts'

export type SavedReport = { incidentId: string; ref: string }

/** `by` takes command, or is an admin; `more` are fields of the declaration. The organisation must be there. */
export async function savedReport(
  _: TestDatabase,
  by: TestPerson,
  more: Partial<typeof declaration> = {},
): Promise<SavedReport> {
  const { incident } = await execute(by, null, { ...declaration, ...more })
  if (by.role !== 'admin') await execute(by, incident.ref, { type: 'take_role', role: 'commander' })
  await execute(by, incident.ref, { type: 'draft_report' })
  await execute(by, incident.ref, { type: 'approve_report', version: 1 })
  return { incidentId: incident.id, ref: incident.ref }
}
