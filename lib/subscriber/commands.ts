/** Subscribing by a stakeholder's link, confirming it, and leaving. None of it says whether an address was known. */
import { and, eq, isNull, lt, sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { database, type Transaction } from '#db/client.ts'
import { subscribers } from '#db/schema/share-links.ts'
import { hashToken } from '#lib/auth/token.ts'
import { AppError } from '#lib/errors.ts'
import { severities } from '#lib/incident/incident.ts'
import { action } from '#lib/log/action.ts'
import { queueDeliveries } from '#lib/messaging/queue.ts'
import { subscribeInput, tokenInput } from './input.ts'
import { findSubscribable, isAskedBy, linkOnceConfirmed, unsubscribeKey } from './queries.ts'
import { newConfirmToken, readConfirmToken, type Scope, subscriberOf } from './token.ts'

/** Nobody is mailed the same question again within this. */
const quietMinutes = 10
/** What nobody confirmed is forgotten after this. */
const waitDays = 2

export const subscriberActions = {
  /**
   * Mails the question whether the address is to get the updates that the link shows. While the link that they came by
   * holds, only their yes puts another in its place: anybody may type an address. By one that holds no more they are told
   * nothing, so their yes to it does not count here: they are asked anew.
   */
  subscribe: action({
    input: subscribeInput,
    write: async (tx, { input: { token, email } }) => {
      const link = await findSubscribable(token, tx)
      const { incidentId } = link
      const wanted = incidentId === null ? [...severities] : []
      const { rows } = await tx.execute<{ id: string; isAsked: boolean }>(sql`
        insert into subscribers as s (id, channel, incident_id, severities, link_id, name, address, created_at)
        values (${uuidv7()}, 'email', ${incidentId}, ${sql.param(wanted)}::text[], ${link.id}, ${email}, ${email}, now())
        on conflict (channel, lower(address), coalesce(incident_id, '00000000-0000-0000-0000-000000000000'))
          where ended_at is null
          do update set (link_id, severities, confirmed_at, created_at) = (
            select case when is_anew then excluded.link_id else s.link_id end,
              case when is_anew then excluded.severities else s.severities end,
              case when is_anew then null else s.confirmed_at end,
              case when is_anew then excluded.created_at else s.created_at end
            from (select s.stakeholder_id is null and (s.confirmed_at is null or exists (select from share_links l
              where l.id = s.link_id and (l.revoked_at is not null or l.expires_at <= now()))) as is_anew))
        returning id, s.confirm_hash is not null and s.confirm_link_id = ${link.id}
          and exists (select from deliveries d where d.kind = 'subscription' and d.recipient_id = s.id::text
            and d.created_at > now() - make_interval(mins => ${quietMinutes})) as "isAsked"`)
      const [row] = rows
      if (row && !row.isAsked) {
        const scope = incidentId === null ? 'all_severities' : 'as_asked'
        await askToConfirm(tx, [{ id: row.id, name: email, address: email }], { scope, linkId: link.id })
      }
      return { result: null, audit: null }
    },
  }),

  /**
   * Whoever has the mail says yes, and comes by the link of that mail from then on. A second time too; not after its time,
   * once they left, or once that link is over. Who is in the directory is told by that, whatever becomes of a link.
   */
  confirm_subscription: action({
    input: tokenInput,
    write: async (tx, { input: { token } }) => {
      const read = readConfirmToken(token)
      if (!read) throw spent()
      const all = read.scope === 'all_severities' ? { severities: [...severities] } : {}
      const confirmed = await tx
        .update(subscribers)
        .set({ confirmedAt: sql`coalesce(confirmed_at, now())`, linkId: linkOnceConfirmed, ...all })
        .where(isAskedBy(token))
        .returning({ id: subscribers.id })
      if (confirmed.length === 0) throw spent()
      return { result: null, audit: null }
    },
  }),

  /**
   * Nothing goes to them any more, waiting mails included. Of one incident: whatever that address has of it, also by a
   * later row than the mail's; of all: everything by mail to that address, because the mails of an incident would come in
   * their place.
   */
  end_subscription: action({
    input: tokenInput,
    write: async (tx, { input: { token } }) => {
      const id = subscriberOf(token, await unsubscribeKey(tx))
      if (!id) throw new AppError('not_found', 'This link is not whole. Open the whole link of the mail.')
      await tx.execute(sql`
        update subscribers s set ended_at = now(), end_reason = 'unsubscribed', confirm_hash = null from subscribers one
        where one.id = ${id} and s.ended_at is null and s.channel = 'email'
          and lower(s.address) = lower(one.address)
          and (one.incident_id is null or s.incident_id = one.incident_id)`)
      return { result: null, audit: null }
    },
  }),
}

/** What is asked, and by which link; null: by staff. */
type Question = { scope: Scope; linkId: string | null; of?: 'incident' | 'severities' }

/**
 * Mails each of them the question. Their rows are there; what they answer with is stored as its hash alone, and what waits
 * for an answer waits from now on.
 */
export async function askToConfirm(
  tx: Transaction,
  asked: readonly { id: string; name: string; address: string }[],
  { scope, linkId, of = scope === 'all_severities' ? 'severities' : 'incident' }: Question,
): Promise<void> {
  const each = asked.map((recipient) => ({ recipient, secret: newConfirmToken(scope) }))
  for (const { recipient, secret } of each) {
    await tx
      .update(subscribers)
      .set({ confirmHash: hashToken(secret), confirmLinkId: linkId, createdAt: sql`now()` })
      .where(eq(subscribers.id, recipient.id))
  }
  await queueDeliveries(
    tx,
    each.map(({ recipient, secret }) => ({
      ...{ recipient, secret },
      source: { kind: 'subscription' as const, of },
      dedupeKey: `subscription:${recipient.id}:${crypto.randomUUID()}`,
    })),
    { now: new Date().toISOString() },
  )
}

/**
 * Addresses that somebody typed and nobody confirmed. Returns how many. Who got mail before, and was asked anew, stays: what
 * ends their subscription is found by that row, from any mail.
 */
export async function forgetUnconfirmed(): Promise<number> {
  const gone = await database()
    .delete(subscribers)
    .where(
      and(
        isNull(subscribers.confirmedAt),
        lt(subscribers.createdAt, sql`now() - make_interval(days => ${waitDays})`),
        sql`not exists (select from deliveries d
          where d.kind = 'public_update' and d.recipient_id = ${subscribers.id}::text)`,
      ),
    )
    .returning({ id: subscribers.id })
  return gone.length
}

function spent(): AppError {
  return new AppError('gone', 'This link was used up or is too old.')
}
