/** All that is stored of an incident, read in one moment: what a bundle is made of. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import { type Transaction, withTransaction } from '#db/client.ts'
import { deliveries } from '#db/schema/deliveries.ts'
import { documentComments, documentSections, documentVersions, imports } from '#db/schema/documents.ts'
import { files } from '#db/schema/files.ts'
import { followUps } from '#db/schema/follow-ups.ts'
import { entries, incidents } from '#db/schema/incidents.ts'
import { organisation } from '#db/schema/organisation.ts'
import {
  attachmentPath,
  type BundleRecord,
  type LogRow,
  type Manifest,
  type RecordedDelivery,
  recordShape,
} from '#lib/bundle/model.ts'
import { env } from '#lib/env.ts'
import { AppError } from '#lib/errors.ts'
import { toAppError } from '#lib/log/faults.ts'
import { noSuchIncident, readRef } from '#lib/log/ref.ts'

export type StoredIncident = Pick<Manifest, 'incident' | 'headHash' | 'organisation' | 'origin'> & {
  log: LogRow[]
  record: BundleRecord
}

/**
 * The incident called `ref`, its log and what stands beside it. One that was imported keeps the organisation, zone and
 * address of where it was made. Throws AppError: not_found, unavailable.
 */
export async function readStoredIncident(ref: string): Promise<StoredIncident> {
  try {
    return await withTransaction((tx) => read(tx, ref), {
      isolationLevel: 'repeatable read',
      accessMode: 'read only',
    })
  } catch (error) {
    throw toAppError(error)
  }
}

async function read(tx: Transaction, ref: string): Promise<StoredIncident> {
  const { id, ref: name, kind, headHash } = incidents
  const [row] = await tx
    .select({ id, ref: name, kind, headHash })
    .from(incidents)
    .where(eq(name, readRef(ref) ?? ''))
  if (!row) throw noSuchIncident(ref)
  return {
    incident: { id: row.id, ref: row.ref, kind: row.kind },
    headHash: row.headHash.toString('hex'),
    ...(await readHome(tx, row.id)),
    log: await readLog(tx, row.id),
    // Its fields in the order of the shape, so that the same rows are the same text.
    record: recordShape.parse({
      versions: await readVersions(tx, row.id),
      sections: await readSections(tx, row.id),
      comments: await readComments(tx, row.id),
      followUps: await readFollowUps(tx, row.id),
      deliveries: await readDeliveries(tx, row.id),
      files: await readFiles(tx, row.id),
    }),
  }
}

async function readHome(
  tx: Transaction,
  incidentId: string,
): Promise<Pick<Manifest, 'organisation' | 'origin'>> {
  const [imported] = await tx.select().from(imports).where(eq(imports.incidentId, incidentId))
  if (imported) {
    const { origin, organisation: of, timeZone } = imported
    return { organisation: { name: of, timeZone }, origin }
  }
  const { name, timeZone } = organisation
  const [own] = await tx.select({ name, timeZone }).from(organisation)
  if (!own) throw new AppError('unavailable', 'This instance is not set up yet.')
  return { organisation: own, origin: env().publicUrl }
}

/** Entries per query: between two of them others get their turn. */
const batch = 2000

async function readLog(tx: Transaction, incidentId: string): Promise<LogRow[]> {
  const { seq, body, bodyHash, hash, commandPart: part, redactedAt } = entries
  const log: LogRow[] = []
  for (;;) {
    const rows = await tx
      .select({ seq, body, bodyHash, hash, part, redactedAt })
      .from(entries)
      .where(and(eq(entries.incidentId, incidentId), sql`${seq} > ${log.length}`))
      .orderBy(asc(seq))
      .limit(batch)
    log.push(...rows.map((row) => ({ ...row, bodyHash: hex(row.bodyHash), hash: hex(row.hash) })))
    if (rows.length < batch) return log
  }
}

async function readVersions(tx: Transaction, incidentId: string) {
  const rows = await tx.select().from(documentVersions).where(eq(documentVersions.incidentId, incidentId))
  return rows
    .map(({ incidentId: _, hash, ...row }) => ({ ...row, hash: hex(hash) }))
    .sort(inOrder(({ document, version }) => [document, version]))
}

async function readSections(tx: Transaction, incidentId: string) {
  const rows = await tx.select().from(documentSections).where(eq(documentSections.incidentId, incidentId))
  return rows
    .map(({ incidentId: _, ...row }) => row)
    .sort(inOrder(({ document, section }) => [document, section]))
}

async function readComments(tx: Transaction, incidentId: string) {
  const rows = await tx.select().from(documentComments).where(eq(documentComments.incidentId, incidentId))
  return rows
    .map(({ id, document, section, text, at, resolvedAt, ...row }) => ({
      ...{ id, document, section, text, at, resolvedAt },
      by: { id: row.byId, name: row.byName },
      resolvedBy: personOf(row.resolvedById, row.resolvedByName),
    }))
    .sort(inOrder(({ at, id }) => [at, id]))
}

async function readFollowUps(tx: Transaction, incidentId: string) {
  const rows = await tx.select().from(followUps).where(eq(followUps.incidentId, incidentId))
  return rows
    .map(({ incidentId: _, ownerId, ownerName, createdById, createdByName, ...row }) => ({
      ...row,
      owner: personOf(ownerId, ownerName),
      createdBy: { id: createdById, name: createdByName },
    }))
    .sort(inOrder(({ number, id }) => [number, id]))
}

async function readDeliveries(tx: Transaction, incidentId: string) {
  const rows = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.incidentId, incidentId), inArray(deliveries.kind, ['report', 'post_mortem'])))
  return rows
    .map(({ id, kind, seq, recipientId, name, source, state, createdAt, sentAt, changedAt }) => ({
      ...{ id, kind, seq, state, createdAt, sentAt, changedAt },
      recipient: { id: recipientId, name },
      // Written by lib/messaging/queue.ts; the shape refuses anything else.
      version: source.version as RecordedDelivery['version'],
    }))
    .sort(inOrder(({ seq, recipient, id }) => [seq ?? 0, recipient.name.toLowerCase(), id]))
}

async function readFiles(tx: Transaction, incidentId: string) {
  const { bytes, ...columns } = {
    ...{ id: files.id, seq: sql<number>`${files.seq}`, name: files.name, mediaType: files.mediaType },
    ...{ size: files.size, width: files.width, height: files.height, uploadedBy: files.uploadedBy },
    ...{ createdAt: files.createdAt, bytes: files.bytes },
  }
  const rows = await tx
    .select({ ...columns, isThere: sql<boolean>`${bytes} is not null` })
    .from(files)
    .where(eq(files.incidentId, incidentId))
  return rows
    .map(({ isThere, ...row }) => ({
      ...row,
      // Written by lib/file/commands.ts, from the closed list.
      path: isThere
        ? attachmentPath({ ...row, mediaType: row.mediaType as BundleRecord['files'][number]['mediaType'] })
        : null,
    }))
    .sort(inOrder(({ seq, id }) => [seq, id]))
}

function personOf(id: string | null, name: string | null) {
  return id === null ? null : { id, name: name ?? '' }
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex')
}

/** By code points: the order of a database hangs on its locale. */
function inOrder<Row>(keysOf: (row: Row) => (string | number)[]) {
  return (a: Row, b: Row): number => {
    const [left, right] = [keysOf(a), keysOf(b)]
    const at = left.findIndex((key, index) => key !== right[index])
    if (at < 0) return 0
    return (left[at] ?? 0) < (right[at] ?? 0) ? -1 : 1
  }
}
