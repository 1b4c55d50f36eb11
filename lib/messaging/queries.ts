/** Reading deliveries and messages. Whoever calls has checked that the reader may (`mayReadDeliveries`). */
import { and, desc, eq, sql } from 'drizzle-orm'
import { database } from '#db/client.ts'
import { deliveries, suppressions } from '#db/schema/deliveries.ts'
import { incidents } from '#db/schema/incidents.ts'
import { AppError } from '#lib/errors.ts'
import type { DocumentName } from '#lib/incident/commands/command.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { toAppError } from '#lib/log/faults.ts'
import { versionFile } from './files.ts'
import type { DeliveryQuery } from './input.ts'
import { writeMessage } from './mail/write-message.ts'
import { type StoredMessage, storedMessage, withToken } from './message.ts'
import { type DeliveryRow, maskAddress, maskAddresses, type SuppressedAddress } from './model.ts'
import { mayReadDeliveries, maySeeAddresses } from './policy.ts'
import { senderAddress } from './way-out.ts'
import { showWebhook } from './webhook/show.ts'
import { storedWebhook, writeWebhook } from './webhook/webhook-of.ts'

export type DeliveryPage = { deliveries: DeliveryRow[]; nextCursor: string | null }

const columns = {
  id: deliveries.id,
  kind: deliveries.kind,
  channel: deliveries.channel,
  state: deliveries.state,
  ref: incidents.ref,
  version: sql<number | null>`(${deliveries.source}->>'version')::int`,
  recipient: { id: deliveries.recipientId, name: deliveries.name, address: deliveries.address },
  inDoubt: deliveries.inDoubt,
  provider: deliveries.provider,
  trouble: deliveries.trouble,
  createdAt: deliveries.createdAt,
  sentAt: deliveries.sentAt,
  changedAt: deliveries.changedAt,
  dueAt: deliveries.dueAt,
}

/** A page of deliveries, newest first, as this reader may see them. Throws AppError forbidden. */
export async function listDeliveries(
  actor: Actor,
  { state, kind, incident, seq, cursor, limit = 50 }: DeliveryQuery,
): Promise<DeliveryPage> {
  refuseReader(actor)
  const rows = await asking(
    database()
      .select(columns)
      .from(deliveries)
      .leftJoin(incidents, eq(incidents.id, deliveries.incidentId))
      .where(
        and(
          state ? eq(deliveries.state, state) : undefined,
          kind ? eq(deliveries.kind, kind) : undefined,
          incident ? eq(incidents.ref, incident) : undefined,
          seq ? eq(deliveries.seq, seq) : undefined,
          cursor
            ? sql`(${deliveries.createdAt}, ${deliveries.id}) < (select d.created_at, d.id from ${deliveries} d where d.id = ${cursor}::uuid)`
            : undefined,
        ),
      )
      .orderBy(sql`${deliveries.createdAt} desc nulls last`, sql`${deliveries.id} desc nulls last`)
      .limit(limit + 1),
  )
  const shown = rows.slice(0, limit).map((row) => asSeenBy(actor, row))
  return { deliveries: shown, nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

/** Who was sent this document of an incident, newest first, and what came of it. */
export async function listSendings(
  actor: Actor,
  incidentId: string,
  document: DocumentName,
): Promise<DeliveryRow[]> {
  const rows = await asking(
    database()
      .select(columns)
      .from(deliveries)
      .leftJoin(incidents, eq(incidents.id, deliveries.incidentId))
      .where(and(eq(deliveries.incidentId, incidentId), eq(deliveries.kind, document)))
      .orderBy(desc(deliveries.seq), desc(deliveries.createdAt), deliveries.name, deliveries.id),
  )
  return rows.map((row) => asSeenBy(actor, row))
}

/** One delivery. `id` may be any text. Throws AppError: forbidden, not_found. */
export async function getDelivery(actor: Actor, id: string): Promise<DeliveryRow> {
  refuseReader(actor)
  const [row] = await asking(
    database()
      .select(columns)
      .from(deliveries)
      .leftJoin(incidents, eq(incidents.id, deliveries.incidentId))
      .where(isIt(id)),
  )
  if (!row) throw noSuchDelivery()
  return asSeenBy(actor, row)
}

export type ShownMessage = StoredMessage & { to: { name: string; address: string } }

/**
 * The message as it went, or as it would go now; a one-time link in it is hidden. Throws AppError: forbidden,
 * not_found; gone when a redaction took it out.
 */
export async function getMessage(actor: Actor, id: string): Promise<ShownMessage> {
  refuseReader(actor)
  const [row] = await asking(database().select().from(deliveries).where(isIt(id)))
  if (!row) throw noSuchDelivery()
  const isTakenOut = row.message === null && row.firstTriedAt !== null
  if (isTakenOut) throw new AppError('gone', 'This message was taken out when the log was redacted.')
  const to = recipientAsSeen(actor, { name: row.name, address: row.address })
  if (row.channel === 'webhook') {
    const { body } = row.message ? storedWebhook.parse(row.message) : await writeWebhook(row)
    return { ...showWebhook(body), to }
  }
  const stored = row.message ? storedMessage.parse(row.message) : await writeMessage(row, senderAddress())
  return { ...withToken(stored, null), to }
}

/** What goes with a message, by its name there. Throws AppError: forbidden, not_found, gone. */
export async function getAttached(
  actor: Actor,
  id: string,
  name: string,
): Promise<{ name: string; type: string; bytes: Buffer }> {
  const { attachments } = await getMessage(actor, id)
  const found = attachments.find((attachment) => attachment.name === name)
  const [row] = await asking(
    database().select({ incidentId: deliveries.incidentId }).from(deliveries).where(isIt(id)),
  )
  if (!found || !row?.incidentId)
    throw new AppError('not_found', 'Nothing of this name goes with the message.')
  const { document, version, format, type } = found
  const bytes = await versionFile({ incidentId: row.incidentId, document, version }, format)
  if (!bytes) throw new AppError('not_found', 'Nothing of this name goes with the message.')
  return { name, type, bytes }
}

/** Addresses that nothing is sent to, the newest first. */
export async function listSuppressed(actor: Actor): Promise<SuppressedAddress[]> {
  refuseReader(actor)
  const { address, reason, at } = suppressions
  const rows = await asking(
    database().select({ address, reason, at }).from(suppressions).orderBy(desc(at), address).limit(500),
  )
  return rows.map((row) => ({ ...row, address: asSeen(actor, row.address) }))
}

type Stored = Omit<DeliveryRow, 'ref'> & { ref: string | null }

function asSeenBy(actor: Actor, row: Stored): DeliveryRow {
  return { ...row, recipient: recipientAsSeen(actor, row.recipient) }
}

/** Whoever came by a link has no name but their address, and a webhook may be called by its own: both are masked with it. */
function recipientAsSeen<One extends { name: string; address: string }>(actor: Actor, one: One): One {
  const { name, address } = one
  if (maySeeAddresses(actor)) return one
  return {
    ...one,
    name: name === address ? maskAddress(name) : maskAddresses(name),
    address: maskAddress(address),
  }
}

function asSeen(actor: Actor, address: string): string {
  return maySeeAddresses(actor) ? address : maskAddress(address)
}

function refuseReader(actor: Actor): void {
  if (!mayReadDeliveries(actor)) throw new AppError('forbidden', 'Members and admins read deliveries.')
}

function isIt(id: string) {
  return sql`${deliveries.id}::text = ${id.toLowerCase().replaceAll('\u0000', '')}`
}

function noSuchDelivery(): AppError {
  return new AppError('not_found', 'There is no such delivery.')
}

async function asking<Rows>(query: PromiseLike<Rows>): Promise<Rows> {
  try {
    return await query
  } catch (error) {
    throw toAppError(error)
  }
}
