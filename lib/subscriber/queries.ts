/** Reading subscriptions: for the pages of who confirms, and for Settings. */
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { database, type Transaction } from '#db/client.ts'
import { incidents } from '#db/schema/incidents.ts'
import { publicStates, shareLinks, subscribers } from '#db/schema/share-links.ts'
import { signingKeys } from '#db/schema/signing-keys.ts'
import { hashToken } from '#lib/auth/token.ts'
import { AppError } from '#lib/errors.ts'
import { type Instant, severities } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { toAppError } from '#lib/log/faults.ts'
import { holds } from '#lib/share-link/model.ts'
import { singleton } from '#lib/singleton.ts'
import type { WebhookRow } from './model.ts'
import { maySeeWebhooks } from './policy.ts'
import { readConfirmToken } from './token.ts'
import { isLinkOver } from './told/queries.ts'

/** Of `subscribers`: the link that is theirs once they confirm. Whoever staff subscribed has none, and needs none. */
export const linkOnceConfirmed = sql`case when ${subscribers.stakeholderId} is null
  then coalesce(${subscribers.confirmLinkId}, ${subscribers.linkId}) else ${subscribers.linkId} end`

/** Of `subscribers`: this token asks them, and the link by which it does, if any, holds still. */
export function isAskedBy(token: string) {
  return and(
    eq(subscribers.confirmHash, hashToken(token)),
    isNull(subscribers.endedAt),
    sql`not exists (select from share_links l
      where l.id = coalesce(${subscribers.confirmLinkId}, ${subscribers.linkId}) and ${isLinkOver(sql`clock_timestamp()`)})`,
  )
}

/** The clock that wrote until when a link holds. */
const databaseNow = sql<Instant>`clock_timestamp()`.mapWith(shareLinks.createdAt)

/** The link of a stakeholders' page, while the page is shown. Throws AppError: not_found, gone. */
export async function findSubscribable(
  token: string,
  from: Pick<Transaction, 'select'> = database(),
): Promise<{ id: string; incidentId: string | null }> {
  const { id, incidentId, expiresAt, revokedAt } = shareLinks
  const [row] = await asked(
    from
      .select({ id, incidentId, expiresAt, revokedAt, endedAt: publicStates.endedAt, now: databaseNow })
      .from(shareLinks)
      .leftJoin(publicStates, eq(publicStates.incidentId, shareLinks.incidentId))
      .where(eq(shareLinks.tokenHash, hashToken(token))),
  )
  if (!row) throw new AppError('not_found', 'There is no such page.')
  if (!holds(row, row.endedAt, row.now)) {
    throw new AppError('gone', 'This page is no longer shown, so nobody can subscribe to it.')
  }
  return { id: row.id, incidentId: row.incidentId }
}

/**
 * What a confirming link finds: a question, a yes that was given to it, or nothing any more. Changes nothing. A yes to
 * another question is none to this one, which may be about another link or about more severities.
 */
export async function findConfirmation(token: string): Promise<'open' | 'confirmed' | 'spent'> {
  const read = readConfirmToken(token)
  if (!read) return 'spent'
  const { confirmedAt, linkId, severities: had } = subscribers
  const isSame = sql<boolean>`${linkId} is not distinct from ${linkOnceConfirmed}`
  const [row] = await asked(
    database().select({ confirmedAt, isSame, had }).from(subscribers).where(isAskedBy(token)),
  )
  if (!row) return 'spent'
  const isAnswered =
    row.confirmedAt !== null &&
    row.isSame &&
    (read.scope === 'as_asked' || row.had.length === severities.length)
  return isAnswered ? 'confirmed' : 'open'
}

const held = singleton('unsubscribe-key', (): { key: Buffer | null } => ({ key: null }))

/** What signs the tokens that end a subscription, 32 bytes; asked once per process, because it never changes. */
export async function unsubscribeKey(from: Pick<Transaction, 'select'> = database()): Promise<Buffer> {
  if (held.key) return held.key
  const [row] = await asked(
    from.select({ key: signingKeys.key }).from(signingKeys).where(eq(signingKeys.purpose, 'unsubscribe')),
  )
  if (!row) throw new Error('The key of unsubscribe links is missing from signing_keys')
  held.key = row.key
  return row.key
}

/** Every webhook, the newest first, also those that ended. Throws AppError forbidden. */
export async function listWebhooks(actor: Actor): Promise<WebhookRow[]> {
  if (!maySeeWebhooks(actor)) throw new AppError('forbidden', 'Admins look after webhooks.')
  const { id, name, address, createdAt, endedAt, endReason } = subscribers
  const rows = await asked(
    database()
      .select({
        id,
        name,
        url: address,
        ref: incidents.ref,
        severities: subscribers.severities,
        createdAt,
        endedAt,
        endReason,
      })
      .from(subscribers)
      .leftJoin(incidents, eq(incidents.id, subscribers.incidentId))
      .where(eq(subscribers.channel, 'webhook'))
      .orderBy(desc(createdAt), desc(id))
      .limit(500),
  )
  return rows.map((row) => ({
    ...row,
    endReason: row.endReason === 'gone' ? 'gone' : row.endReason && 'removed',
  }))
}

async function asked<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    throw toAppError(error)
  }
}
