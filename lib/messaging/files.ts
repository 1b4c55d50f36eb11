/** What is attached: a saved version as PDF and Markdown, made once, so that a repeated mail has the same bytes. */
import { and, eq, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { documentFiles, documentVersions } from '#db/schema/documents.ts'
import { postMortemLine } from '#lib/document/edition.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import type { Incident, Instant } from '#lib/incident/incident.ts'
import type { PostMortem } from '#lib/post-mortem/model.ts'
import type { Edition, Report } from '#lib/report/model.ts'
import { renderFile } from './render-file.ts'

export type VersionKey = { incidentId: string; document: DocumentName; version: number }
type Format = 'pdf' | 'md'

/** The content of a saved version, as whoever saved it wrote it. Throws when there is none. */
export async function readVersion(key: VersionKey & { document: 'report' }): Promise<{ document: Report }>
export async function readVersion(
  key: VersionKey & { document: 'post_mortem' },
): Promise<{ document: PostMortem }>
export async function readVersion({ incidentId, document, version }: VersionKey): Promise<unknown> {
  const { incidentId: id, document: name, version: number, content, hash } = documentVersions
  const [row] = await database()
    .select({ content, hash })
    .from(documentVersions)
    .where(and(eq(id, incidentId), eq(name, document), eq(number, version)))
  if (!row) throw new Error(`There is no version ${version} of the ${document}`)
  // Written by lib/log/document.ts, of the document that was asked for.
  const read = JSON.parse(row.content) as { document: Report & PostMortem }
  const standing = await standingOf({ incidentId, document, version })
  if (!standing) return read
  const { state, by, sent } = standing
  const edition = mailedEdition(document, { version, by, hash: row.hash.toString('hex') })
  const { zone, composedAt } = read.document
  const postMortem = document === 'report' ? postMortemLine(state, zone.name, sent ?? composedAt) : undefined
  return { ...read, document: { ...read.document, edition, ...(postMortem !== undefined && { postMortem }) } }
}

type Standing = {
  state: Pick<Incident, 'severity' | 'status' | 'documents'>
  /** Who approved or published that version, null: nobody yet. */
  by: string | null
  /** When that version first went out, null: it did not. */
  sent: Instant | null
}

const settledBy = {
  report: { approval: 'report_approved', sending: 'report_sent' },
  post_mortem: { approval: 'post_mortem_published', sending: 'post_mortem_sent' },
} as const

/** What became of a version, for the words of a mail. null: the incident is not there. */
async function standingOf({ incidentId, document, version }: VersionKey): Promise<Standing | null> {
  const { approval, sending } = settledBy[document]
  const { rows } = await database().execute<Standing>(sql`
    select i.state,
      (select body::jsonb -> 'actor' ->> 'name' from entries where incident_id = i.id and type = ${approval}
        and (payload ->> 'version')::integer = ${version} order by seq desc limit 1) as by,
      (select body::jsonb ->> 'occurredAt' from entries where incident_id = i.id and type = ${sending}
        and (payload ->> 'version')::integer = ${version} order by seq limit 1) as sent
    from incidents i where i.id = ${incidentId}`)
  return rows[0] ?? null
}

/** The edition as whoever gets the mail reads it: that it was sent to them they know. */
function mailedEdition(
  document: DocumentName,
  { version, by, hash }: { version: number; by: string | null; hash: string },
): Edition {
  const state = document === 'report' ? 'approved' : 'published'
  return by
    ? { version, state, changed: false, hash, line: `Version ${version}, ${state} by ${by}` }
    : { version, state: 'draft', changed: false, hash, line: `Version ${version}, draft, not ${state}` }
}

/**
 * The bytes of a version in a format; made at the first need, then always the same. Without
 * `keep` nothing is kept: until it is sent, who approved it and what became of the post-mortem may still change.
 */
export async function versionFile(key: VersionKey, format: Format, keep = true): Promise<Buffer> {
  if (!keep) return await render(key, format)
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

const making = new Map<string, Promise<Buffer>>()

async function make(key: VersionKey, format: Format): Promise<Buffer> {
  const redactedAt = await whenRedacted(key)
  const bytes = await render(key, format)
  // The lock and the comparison: what a redaction takes out meanwhile does not come back by this.
  await database().execute(sql`
    insert into document_files (incident_id, document, version, format, bytes, created_at)
    select incident_id, document, version, ${format}, ${bytes}, clock_timestamp() from document_versions
    where incident_id = ${key.incidentId} and document = ${key.document} and version = ${key.version}
      and redacted_at is not distinct from ${redactedAt}::timestamptz
    for share
    on conflict do nothing`)
  // Somebody else may have been quicker: then theirs is the one.
  const kept = await readFile(key, format)
  if (kept) return kept
  // What was taken out while it was drawn leaves with nobody, nor with whoever waited for this one.
  return (await whenRedacted(key)) === redactedAt ? bytes : await make(key, format)
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

async function render(key: VersionKey, format: Format): Promise<Buffer> {
  if (key.document === 'report') {
    const { document: report } = await readVersion({ ...key, document: 'report' })
    return await renderFile({ kind: 'report', report }, format)
  }
  const { document: postMortem } = await readVersion({ ...key, document: 'post_mortem' })
  return await renderFile({ kind: 'post_mortem', postMortem }, format)
}
