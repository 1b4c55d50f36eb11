/** Files and the log: what a command knows of a file, and the row that follows the entry which attaches it. */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { AppError } from '#lib/errors.ts'
import type { KnownFile } from '#lib/incident/commands/command.ts'
import type { StoredEntry } from '#lib/incident/entries/table.ts'

/** The files of these ids, locked: a file is attached once, whatever else goes on. */
export async function readFiles(tx: Transaction, ids: readonly string[]): Promise<KnownFile[]> {
  if (ids.length === 0) return []
  const { rows } = await tx.execute<KnownFile>(sql`
    select id, name, media_type as "mediaType", size, width, height, uploaded_by as "uploadedBy",
      incident_id is not null as "isAttached"
    from files where id = any(${sql.param([...ids])}::uuid[]) for update`)
  return rows
}

/** Ties each file to the entry that attaches it. Throws AppError conflict when somebody else was quicker. */
export async function tieFiles(
  tx: Transaction,
  incidentId: string,
  stored: readonly StoredEntry[],
): Promise<void> {
  for (const { type, payload, seq } of stored) {
    if (type !== 'file_attached') continue
    const { rowCount } = await tx.execute(sql`update files set incident_id = ${incidentId}, seq = ${seq}
      where id = ${payload.file.id} and incident_id is null`)
    if (rowCount !== 1) throw new AppError('conflict', 'This file is attached already.')
  }
}
