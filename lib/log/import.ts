/**
 * The third place that writes incidents: one that comes whole, by a bundle, with the log that was written elsewhere.
 * Nothing is decided and nothing is sent; the log is what it was, entry by entry, and the rows follow from it. One
 * transaction. Importing tells of the past: no mail leaves, and no timer is set but those of a promise that is still to come.
 */
import { createHash } from 'node:crypto'
import { eq, or, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { type Transaction, withTransaction } from '#db/client.ts'
import { auditLog } from '#db/schema/audit.ts'
import { deliveries } from '#db/schema/deliveries.ts'
import { documentComments, documentSections, documentVersions, imports } from '#db/schema/documents.ts'
import { files } from '#db/schema/files.ts'
import { followUps } from '#db/schema/follow-ups.ts'
import { entries, incidents, refCounters } from '#db/schema/incidents.ts'
import { type CheckedBundle, checkBundle } from '#lib/bundle/check.ts'
import type { RecordedDelivery } from '#lib/bundle/model.ts'
import { AppError } from '#lib/errors.ts'
import { contentOf } from '#lib/file/content.ts'
import { maxFileSize } from '#lib/file/model.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { toAppError } from '#lib/log/faults.ts'
import { setPromiseTimers } from '#lib/log/promise-timers.ts'
import { writePublicState } from '#lib/log/public-state.ts'
import { writeRoleSpans } from '#lib/log/role-spans.ts'
import { columnsOf } from '#lib/log/row.ts'
import type { MessageSource } from '#lib/messaging/source.ts'

export type Imported = { ref: string; entries: number; attachments: number; origin: string }

/**
 * Brings the incident of the bundle at `path` here, under its own id and ref. Refused are a bundle with a fault, one
 * whose id or ref is taken, and one that was merged into an incident that is not here. People need not exist here, nor
 * an organisation: the documents keep the one they were made in. Throws AppError: invalid, conflict, unavailable.
 */
export async function importBundle(actor: Actor, path: string): Promise<Imported> {
  const check = await checkBundle(path)
  if (!('bundle' in check)) {
    const more = check.faults.length > 1 ? ` And ${check.faults.length - 1} more: see sitrep verify.` : ''
    throw new AppError('invalid', `This bundle is not imported. ${check.faults[0]}${more}`)
  }
  const { bundle } = check
  try {
    return await withTransaction((tx) => write(tx, actor, bundle))
  } catch (error) {
    throw refusalOf(toAppError(error))
  } finally {
    bundle.zip.close()
  }
}

/** What the check lets pass and the database does not, such as an id that is taken here: a refusal, no fault of ours. */
function refusalOf(error: unknown): unknown {
  const cause = error instanceof Error && !(error instanceof AppError) ? error.cause : null
  // pg puts these on its errors: classes 22 (data) and 23 (integrity).
  const { code, message } = (cause ?? {}) as { code?: unknown; message?: unknown }
  if (typeof code !== 'string' || !/^2[23]/.test(code)) return error
  return new AppError(
    'invalid',
    `This bundle is not imported. The database refuses what stands in it: ${message}.`,
  )
}

async function write(tx: Transaction, actor: Actor, bundle: CheckedBundle): Promise<Imported> {
  const { manifest, state, log, record } = bundle
  const { id, ref, kind } = manifest.incident
  const skippedAfter = await takeRef(tx, bundle)
  const headHash = Buffer.from(manifest.headHash, 'hex')
  await tx.insert(incidents).values({ id, ref, kind, seq: log.length, headHash, ...columnsOf(state) })
  const { organisation, origin } = manifest
  await tx.insert(imports).values({
    ...{ incidentId: id, origin, organisation: organisation.name, timeZone: organisation.timeZone },
    ...{ skippedAfter, importedAt: sql`clock_timestamp()` },
  })
  await writeLog(tx, bundle)
  await writeRoleSpans(tx, null, state)
  await writePublicState(tx, state, { log: bundle.entries }, bundle.entries.at(-1)?.recordedAt ?? '')
  // Whoever communicates there is not asked by a log that says so: they may be nobody here.
  await setPromiseTimers(tx, state, { known: null, asks: false })
  await writeFiles(tx, bundle)
  await writeDocuments(tx, bundle)
  await writeFollowUps(tx, bundle)
  await writeDeliveries(tx, bundle)
  await tx.insert(auditLog).values({
    ...{ id: uuidv7(), at: sql`clock_timestamp()`, action: 'import_incident', target: ref },
    ...{ actorKind: actor.kind, actorId: actor.id, actorName: actor.name },
    details: { origin, entries: log.length },
  })
  await tx.execute(sql`select pg_notify('sitrep', ${`${id}:${log.length}:${ref}`})`)
  const attachments = record.files.filter(({ path }) => path !== null).length
  return { ref, entries: log.length, attachments, origin }
}

/**
 * Locks the counter, and moves it up to this ref where that is higher: the next one declared here follows. Returns what
 * it stood at then, so that the numbers between count as never given out; null when it did not move.
 */
async function takeRef(tx: Transaction, { manifest, state }: CheckedBundle): Promise<number | null> {
  const { id, ref, kind } = manifest.incident
  const counter = eq(refCounters.kind, kind)
  const [row] = await tx.select({ last: refCounters.last }).from(refCounters).where(counter).for('update')
  if (!row) throw new Error(`The ref counter for ${kind} incidents is missing`)
  const [taken] = await tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(or(eq(incidents.id, id), eq(incidents.ref, ref)))
  if (taken) {
    const message =
      taken.id === id
        ? `${ref} is here already. A bundle is imported once.`
        : `Another incident is called ${ref} here. Import the bundle into an instance that has none of that name.`
    throw new AppError('conflict', message)
  }
  const { mergedInto } = state
  if (mergedInto !== null) {
    const [target] = await tx
      .select({ id: incidents.id })
      .from(incidents)
      .where(eq(incidents.id, mergedInto.id))
    const message = `${ref} was merged into ${mergedInto.ref}, which is not here. Import the bundle of ${mergedInto.ref} first.`
    if (!target) throw new AppError('conflict', message)
  }
  const number = Number(ref.slice(ref.indexOf('-') + 1))
  if (number <= row.last) return null
  await tx.update(refCounters).set({ last: number }).where(counter)
  return row.last
}

/** Rows per statement. */
const batch = 500

/** The bodies as they were written; the trigger chains them anew and must come to the same head (imports_are_whole). */
async function writeLog(tx: Transaction, { manifest, log, entries: read }: CheckedBundle): Promise<void> {
  await inBatches(log, (rows, from) =>
    tx.insert(entries).values(
      rows.map(({ seq, body, bodyHash, hash, part, redactedAt }, index) => {
        const { commandId, occurredAt, recordedAt } = read[from + index] ?? missing()
        return {
          ...{ incidentId: manifest.incident.id, seq, body, commandId, commandPart: part },
          ...{ occurredAt, recordedAt, redactedAt },
          // Kept for what was redacted; the trigger computes all others.
          ...{ bodyHash: Buffer.from(bodyHash, 'hex'), hash: Buffer.from(hash, 'hex') },
        }
      }),
    ),
  )
}

/** One at a time: together they may be larger than the memory. */
async function writeFiles(tx: Transaction, { manifest, record, zip }: CheckedBundle): Promise<void> {
  const incidentId = manifest.incident.id
  const hashes = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]))
  for (const { path, ...file } of record.files) {
    const bytes = path === null ? null : await zip.read(path, maxFileSize)
    if (bytes) {
      const isSame = createHash('sha256').update(bytes).digest('hex') === hashes.get(path ?? '')
      if (!isSame) throw new AppError('conflict', `${path} was changed while it was read.`)
      // A page shows it as what it says it is.
      const isWhatItSays = (await contentOf(bytes))?.mediaType === file.mediaType
      if (!isWhatItSays)
        throw new AppError('invalid', `This bundle is not imported. ${path} is no ${file.mediaType}.`)
    }
    await tx.insert(files).values({ ...file, bytes, incidentId })
  }
}

async function writeDocuments(tx: Transaction, { manifest, record }: CheckedBundle): Promise<void> {
  const incidentId = manifest.incident.id
  for (const { hash, ...version } of record.versions) {
    await tx.insert(documentVersions).values({ ...version, incidentId, hash: Buffer.from(hash, 'hex') })
  }
  await inBatches(record.sections, (rows) =>
    tx.insert(documentSections).values(rows.map((row) => ({ ...row, incidentId }))),
  )
  await inBatches(record.comments, (rows) =>
    tx.insert(documentComments).values(
      rows.map(({ by, resolvedBy, ...row }) => ({
        ...{ ...row, incidentId, byId: by.id, byName: by.name },
        ...{ resolvedById: resolvedBy?.id ?? null, resolvedByName: resolvedBy?.name ?? null },
      })),
    ),
  )
}

async function writeFollowUps(tx: Transaction, { manifest, record }: CheckedBundle): Promise<void> {
  const incidentId = manifest.incident.id
  await inBatches(record.followUps, (rows) =>
    tx.insert(followUps).values(
      rows.map(({ owner, createdBy, ...row }) => ({
        ...{ ...row, incidentId, ownerId: owner?.id ?? null, ownerName: owner?.name ?? null },
        ...{ createdById: createdBy.id, createdByName: createdBy.name },
      })),
    ),
  )
}

/** Whom no worker ever looks at: also what was under way when the bundle was made has no address, and is never due. */
const never = '9999-12-31T00:00:00.000Z'

async function writeDeliveries(tx: Transaction, { manifest, record }: CheckedBundle): Promise<void> {
  const { id: incidentId, ref } = manifest.incident
  await inBatches(record.deliveries, (rows) =>
    tx.insert(deliveries).values(
      rows.map(({ recipient, version, ...row }) => ({
        ...{ ...row, incidentId, channel: 'email' as const, recipientId: recipient.id, name: recipient.name },
        ...{ address: '', source: sourceOf(row.kind, { ref, version }), dedupeKey: `imported:${row.id}` },
        ...{ dueAt: never, expiresAt: never, leaseUntil: never },
      })),
    ),
  )
}

function sourceOf(kind: RecordedDelivery['kind'], of: { ref: string; version: number }): MessageSource {
  if (kind === 'post_mortem') return { kind, ...of, note: null }
  return { kind, ...of, note: null, changes: null, to: '' }
}

async function inBatches<Row>(
  rows: readonly Row[],
  insert: (some: Row[], from: number) => PromiseLike<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += batch) await insert(rows.slice(from, from + batch), from)
}

function missing(): never {
  throw new Error('A line of the log has no entry')
}
