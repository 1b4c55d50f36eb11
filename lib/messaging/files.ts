/** What is attached: a saved version as PDF and Markdown, made once, so that a repeated mail has the same bytes. */
import { and, eq, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { documentFiles, documentVersions } from '#db/schema/documents.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'
import type { Report } from '#lib/report/model.ts'
import { renderVersion } from './render-file.ts'

export type VersionKey = { incidentId: string; document: DocumentName; version: number }
type Format = 'pdf' | 'md'

/** The content of a saved version, as whoever saved it wrote it. Throws when there is none. */
export async function readVersion(key: VersionKey & { document: 'report' }): Promise<{ document: Report }>
export async function readVersion(
  key: VersionKey & { document: 'post_mortem' },
): Promise<{ document: PostMortem }>
export async function readVersion({ incidentId, document, version }: VersionKey): Promise<unknown> {
  const { incidentId: id, document: name, version: number, content } = documentVersions
  const [row] = await database()
    .select({ content })
    .from(documentVersions)
    .where(and(eq(id, incidentId), eq(name, document), eq(number, version)))
  if (!row) throw new Error(`There is no version ${version} of the ${document}`)
  return JSON.parse(row.content)
}

/** The bytes of a version in a format; made at the first need, then always the same. null: it has no such form. */
export async function versionFile(key: VersionKey, format: Format): Promise<Buffer | null> {
  const there = await readFile(key, format)
  if (there) return there
  const name = `${key.incidentId} ${key.document} ${key.version} ${format}`
  // Of many mails that need it at once, one draws it.
  const made = making.get(name) ?? make(key, format)
  making.set(name, made)
  try {
    return await made
  } finally {
    making.delete(name)
  }
}

const making = new Map<string, Promise<Buffer | null>>()

async function make(key: VersionKey, format: Format): Promise<Buffer | null> {
  const redactedAt = await whenRedacted(key)
  const bytes = await renderVersion(await refOf(key), key, format)
  // The lock and the comparison: what a redaction takes out meanwhile does not come back by this.
  await database().execute(sql`
    insert into document_files (incident_id, document, version, format, bytes, created_at)
    select incident_id, document, version, ${format}, ${bytes}, clock_timestamp() from document_versions
    where incident_id = ${key.incidentId} and document = ${key.document} and version = ${key.version}
      and redacted_at is not distinct from ${redactedAt}::timestamptz
    for share
    on conflict do nothing`)
  // Somebody else may have been quicker: then theirs is the one.
  return (await readFile(key, format)) ?? bytes
}

async function whenRedacted({ incidentId, document, version }: VersionKey): Promise<string | null> {
  const [row] = await database()
    .select({ at: documentVersions.redactedAt })
    .from(documentVersions)
    .where(
      and(
        eq(documentVersions.incidentId, incidentId),
        eq(documentVersions.document, document),
        eq(documentVersions.version, version),
      ),
    )
  return row?.at ?? null
}

/** A version's bytes where they are made already, or null. */
export async function readFile(key: VersionKey, format: Format): Promise<Buffer | null> {
  const { incidentId, document, version, format: form, bytes } = documentFiles
  const [row] = await database()
    .select({ bytes })
    .from(documentFiles)
    .where(
      and(
        eq(incidentId, key.incidentId),
        eq(document, key.document),
        eq(version, key.version),
        eq(form, format),
      ),
    )
  return row?.bytes ?? null
}

async function refOf(key: VersionKey): Promise<string> {
  const { document } =
    key.document === 'report'
      ? await readVersion({ ...key, document: 'report' })
      : await readVersion({ ...key, document: 'post_mortem' })
  return document.ref
}
