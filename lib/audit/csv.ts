import type { AuditQuery } from '#lib/audit/input.ts'
import { type AuditLine, deedOf } from '#lib/audit/model.ts'
import { listAudit } from '#lib/audit/queries.ts'
import { csvLine, csvStart } from '#lib/csv/model.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { mayReadAudit } from '#lib/people/policy.ts'

/**
 * All lines that match, newest first, as CSV in parts: never more than a page of it in memory. Throws AppError
 * forbidden at once for whoever may not read them.
 */
export function readAuditCsv(actor: Actor, query: AuditQuery): AsyncIterable<Uint8Array> {
  if (!mayReadAudit(actor)) throw new AppError('forbidden', 'Only an admin reads the audit log.')
  return partsOf(query)
}

async function* partsOf(query: AuditQuery): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder()
  yield bytes.encode(
    csvStart + csvLine(['At (UTC)', 'By', 'By id', 'Action', 'To', 'To id', 'What was done']),
  )
  let cursor = query.cursor
  do {
    const { lines, nextCursor } = await listAudit({ ...query, cursor }, pageSize)
    yield bytes.encode(lines.map(lineOf).join(''))
    cursor = nextCursor ?? undefined
  } while (cursor)
}

const pageSize = 500

function lineOf(line: AuditLine): string {
  const { at, actor, action, target } = line
  const what = `${actor.name} ${deedOf(line)}`
  return csvLine([at, actor.name, actor.id, action, target?.name ?? null, target?.id ?? null, what])
}
