/** For tests: an incident with a saved version of its report, as the command that saves one leaves it. */
import { declaration } from '#e2e/kit/declaration.ts'
import { execute } from '#lib/log/execute.ts'
import { composeReport } from '#lib/report/compose.ts'
import { loginStory, sourceOf, writeLog } from '#lib/report/fixture.ts'
import type { Report } from '#lib/report/model.ts'
import type { TestDatabase, TestPerson } from './database.ts'

export type SavedReport = { incidentId: string; ref: string; report: Report }

/** The report tells of a migration that blocked logins; `more` replaces fields of it. */
export async function savedReport(
  kit: TestDatabase,
  by: TestPerson,
  more: Partial<Report> = {},
): Promise<SavedReport> {
  const { incident } = await execute(by, null, declaration)
  const { id, ref } = incident
  const composed = composeReport(sourceOf(writeLog(loginStory())))
  const edition = {
    ...composed.edition,
    version: 1,
    state: 'approved' as const,
    line: 'Version 1, approved by Ines Okafor',
  }
  const report = { ...composed, ref, edition, ...more }
  await kit.sql(
    `insert into document_versions (incident_id, document, version, seq, through_seq, content, hash)
      values ($1, 'report', 1, 1, 1, $2, sha256($3))`,
    [id, JSON.stringify({ document: report }), Buffer.from(JSON.stringify(report))],
  )
  return { incidentId: id, ref, report }
}
