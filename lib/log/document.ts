/**
 * Documents in the door (D16): what a version would say now, read under the incident's lock; the version that an entry
 * names, kept in the same transaction; and what a redaction takes out of them.
 */
import { sql } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { documentVersions } from '#db/schema/documents.ts'
import {
  type Content,
  gapsIn,
  postMortemContent,
  readContent,
  reportContent,
  saysTheSame,
  type Texts,
} from '#lib/document/content.ts'
import { dayOf, followUpRow } from '#lib/follow-up/model.ts'
import { readFollowUps } from '#lib/follow-up/queries.ts'
import { measure } from '#lib/incident/clock.ts'
import type { DocumentName, KnownDocument, KnownVersion, Needs } from '#lib/incident/commands/command.ts'
import { type Entry, fold, parseEntry, type StoredEntry } from '#lib/incident/entries/table.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { toWire } from '#lib/log/append.ts'
import { canonicalText, sha256 } from '#lib/log/chain.ts'
import { composePostMortem } from '#lib/post-mortem/compose.ts'
import { composeReport, type ReportSource } from '#lib/report/compose.ts'
import type { FollowUpRow } from '#lib/report/model.ts'

/** A document as it would be saved now, with the bytes that its hash is of. */
export type Prepared = KnownDocument & { name: DocumentName; text: string; throughSeq: number }

/** What a command needs to know of documents: nothing, a document as it is now, or a saved version. */
export async function learnDocuments(
  tx: Transaction,
  { incidentId, needs, now }: { incidentId: string | null; needs: Needs; now: Instant },
): Promise<{ document: Prepared | null; version: KnownVersion | null }> {
  const { document, version } = needs
  return {
    document: document && incidentId ? await prepare(tx, { incidentId, name: document, now }) : null,
    version: version && incidentId ? await readVersion(tx, incidentId, version) : null,
  }
}

/** Keeps the version that an entry of this command names: its hash is that of these bytes. */
export async function keepVersions(
  tx: Transaction,
  incidentId: string,
  { stored, document }: { stored: readonly StoredEntry[]; document: Prepared | null },
): Promise<void> {
  for (const { type, payload, seq } of stored) {
    const name = savedBy[type]
    if (!name || !document || !('version' in payload)) continue
    const { text, throughSeq } = document
    await tx.insert(documentVersions).values({
      ...{ incidentId, document: name, version: payload.version, seq, throughSeq },
      ...{ content: text, hash: sha256(text) },
    })
  }
}

/** The entries that save a version, and of which document. */
export const savedBy: Partial<Record<StoredEntry['type'], DocumentName>> = {
  report_drafted: 'report',
  report_version_saved: 'report',
  post_mortem_drafted: 'post_mortem',
  post_mortem_version_saved: 'post_mortem',
}

async function prepare(
  tx: Transaction,
  { incidentId, name, now }: { incidentId: string; name: DocumentName; now: Instant },
): Promise<Prepared> {
  const around = await readAround(tx, incidentId)
  const entries = await readEntries(tx, incidentId)
  const edits = await readEdits(tx, incidentId, name)
  const today = dayOf(now, around.timeZone)
  const followUps = (await readFollowUps(tx, incidentId)).map((each) => followUpRow(each, today))
  const content = compose(name, { ...around, entries, now, edits, followUps })
  const text = canonicalText(content)
  const [last] = await readContents(tx, incidentId, sql`and document = ${name} order by version desc limit 1`)
  return {
    ...{ name, text, throughSeq: entries.length, zone: around.timeZone },
    hash: sha256(text).toString('hex'),
    isSaved: last !== undefined && saysTheSame(readContent(name, last.content), content),
  }
}

type Around = { organisation: string; timeZone: string }
type Begun = Around & {
  entries: readonly Entry[]
  now: Instant
  edits: Texts
  followUps: readonly FollowUpRow[]
}

/** The document of the log up to here, with what people wrote instead. */
export function compose(name: DocumentName, { entries, now, edits, followUps, ...around }: Begun): Content {
  const state = fold(entries)
  if (!state) throw new Error('An incident without a log has no documents')
  const source: ReportSource = {
    incident: { ...state, headHash: entries.at(-1)?.hash ?? '', metrics: measure(state) },
    entries,
    organisation: { name: around.organisation },
    zone: around.timeZone,
    now,
  }
  if (name === 'report') return reportContent({ ...composeReport(source), followUps: [...followUps] }, edits)
  const { owner, dueAt, meetingAt } = state.documents.postMortem
  const composed = composePostMortem({ ...source, owner, dueAt, meetingAt, followUps: [...followUps] })
  return postMortemContent(composed, edits)
}

async function readVersion(
  tx: Transaction,
  incidentId: string,
  { document, version }: { document: DocumentName; version: number },
): Promise<KnownVersion | null> {
  const [row] = await readContents(tx, incidentId, sql`and document = ${document} and version = ${version}`)
  // A version that is not there is refused by its number, whatever its gaps.
  return { gaps: row ? gapsIn(readContent(document, row.content)) : [] }
}

/** The organisation that the documents are of: this one, or where the incident was imported from. */
async function readAround(tx: Transaction, incidentId: string): Promise<Around> {
  const { rows } = await tx.execute<Around>(
    sql`select coalesce(m.organisation, o.name) as organisation, coalesce(m.time_zone, o.time_zone) as "timeZone"
      from incidents i left join imports m on m.incident_id = i.id left join organisation o on true
      where i.id = ${incidentId} and (m.incident_id is not null or o.id is not null)`,
  )
  // Before the set-up nobody can sign in; only tests declare without an organisation.
  return rows[0] ?? { organisation: 'SitRep', timeZone: 'UTC' }
}

/** The whole log as readers get it. */
export async function readEntries(tx: Transaction, incidentId: string): Promise<Entry[]> {
  const { rows } = await tx.execute<{ body: string; hash: string }>(
    sql`select body, encode(hash, 'hex') as hash from entries where incident_id = ${incidentId} order by seq`,
  )
  // Written by append.ts, read by the schema of its own version.
  return rows.map(({ body, hash }) => toWire(parseEntry(JSON.parse(body) as StoredEntry), hash))
}

async function readEdits(tx: Transaction, incidentId: string, name: DocumentName): Promise<Texts> {
  const { rows } = await tx.execute<{ edits: Texts | null }>(
    sql`select json_object_agg(section, text) as edits from document_sections
      where incident_id = ${incidentId} and document = ${name} and text is not null`,
  )
  return rows[0]?.edits ?? {}
}

type VersionRow = { name: DocumentName; version: number; content: string; throughSeq: number }

/** Saved versions of an incident's documents, the oldest first unless asked otherwise. */
export async function readContents(
  tx: Transaction,
  incidentId: string,
  which = sql`order by document, version`,
): Promise<VersionRow[]> {
  const { rows } = await tx.execute<VersionRow>(
    sql`select document as name, version, content, through_seq as "throughSeq" from document_versions
      where incident_id = ${incidentId} ${which}`,
  )
  return rows
}
