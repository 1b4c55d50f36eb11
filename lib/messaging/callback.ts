/** A provider's reports: kept by its own id, so that a repeated one does nothing, and put into the states from there. */
import { and, eq, inArray, sql } from 'drizzle-orm'
import { Resend } from 'resend'
import * as z from 'zod'
import { database } from '#db/client.ts'
import { deliveries, deliveryCallbacks } from '#db/schema/deliveries.ts'
import { AppError } from '#lib/errors.ts'
import { log } from '#lib/log.ts'
import { deliveryStates, isTelling, stateAfter } from './model.ts'
import { deliveryTag } from './transport/resend.ts'

export type SignedHeaders = { id: string | null; timestamp: string | null; signature: string | null }

/** Resend takes names and values as a list, or as an object. */
const tags = z
  .union([
    z.array(z.object({ name: z.string(), value: z.string() })),
    z
      .record(z.string(), z.string())
      .transform((given) => Object.entries(given).map(([name, value]) => ({ name, value }))),
  ])
  .optional()
  .catch(undefined)

const event = z.object({
  type: z.string().max(100),
  created_at: z.string().max(60),
  data: z.object({ email_id: z.string().min(1).max(200), tags }),
})

/**
 * Takes a report as it came: `bytes` are what was signed. Throws AppError: unauthenticated when the signature is not
 * Resend's or older or newer than five minutes, invalid when it cannot be read.
 */
export async function receiveResendReport(
  bytes: Uint8Array,
  headers: SignedHeaders,
  secret: string,
): Promise<void> {
  const { id, payload } = verify(bytes, headers, secret)
  const parsed = event.safeParse(payload)
  if (!parsed.success) {
    // Signed, so it is Resend's: an event of another kind (contacts, domains) is none of ours.
    log.debug('A report of Resend is about no mail', { id })
    return
  }
  const { type, created_at, data } = parsed.data
  if (!isTelling(type)) return
  await database()
    .insert(deliveryCallbacks)
    .values({
      id,
      provider: 'resend',
      providerId: data.email_id,
      type,
      at: readInstant(created_at),
      receivedAt: sql`clock_timestamp()`,
    })
    .onConflictDoNothing()
  const delivery = data.tags?.find(({ name }) => name === deliveryTag)?.value
  if (delivery && z.uuid().safeParse(delivery).success) await recognise(delivery, data.email_id)
  // Also for a repeated one: the first may have been cut short here.
  await settleReports(data.email_id)
}

function verify(bytes: Uint8Array, { id, timestamp, signature }: SignedHeaders, secret: string) {
  try {
    if (!id || !timestamp || !signature) throw new Error('A header is missing')
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const headers = { id, timestamp, signature }
    // Verifying needs no key; the client does not come into being without one.
    const payload: unknown = new Resend('none').webhooks.verify({
      payload: text,
      headers,
      webhookSecret: secret,
    })
    return { id: id.slice(0, 300), payload }
  } catch (error) {
    log.warn('A report that is not signed by Resend was refused', { reason: String(error).slice(0, 200) })
    throw new AppError('unauthenticated', 'The signature does not fit, or is older than five minutes.')
  }
}

function readInstant(text: string): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? new Date().toISOString() : at.toISOString()
}

/** The report names our delivery: its message is known from then on, also when the answer to us was lost. */
async function recognise(delivery: string, providerId: string): Promise<void> {
  await database()
    .update(deliveries)
    .set({ provider: 'resend', providerId })
    .where(and(eq(deliveries.id, delivery), sql`${deliveries.providerId} is null`))
}

/**
 * Puts what was reported of a message into its delivery, where that is known already; otherwise it waits for it. A
 * bounce or a complaint suppresses the address, and ends what was subscribed to with it.
 */
export async function settleReports(providerId: string): Promise<void> {
  const isIt = and(eq(deliveries.provider, 'resend'), eq(deliveries.providerId, providerId))
  const [delivery] = await database()
    .select({ id: deliveries.id, state: deliveries.state })
    .from(deliveries)
    .where(isIt)
  if (!delivery) return
  const reports = await database()
    .select({ type: deliveryCallbacks.type, at: deliveryCallbacks.at })
    .from(deliveryCallbacks)
    .where(and(eq(deliveryCallbacks.provider, 'resend'), eq(deliveryCallbacks.providerId, providerId)))
  const types = reports.map(({ type }) => type)
  const state = stateAfter(delivery.state, types)
  if (state === delivery.state) return
  // Of two that settle at once, the one that knows less changes nothing.
  const before = deliveryStates.filter((one) => one !== state && stateAfter(one, types) === state)
  const at = reports.find(({ type }) => stateAfter('sent', [type]) === state)?.at ?? reports[0]?.at
  const trouble = troubles[state] ?? null
  await database().execute(sql`
    with moved as (
      update deliveries set state = ${state}, trouble = ${trouble}, in_doubt = false, secret = null,
        changed_at = clock_timestamp(), sent_at = coalesce(sent_at, ${at}::timestamptz)
      where id = ${delivery.id} and ${inArray(sql`state`, before)} returning id, address, state
    )
    , ended as (
      update subscribers set ended_at = clock_timestamp(), end_reason = 'undeliverable', confirm_hash = null
      where ended_at is null and channel = 'email'
        and lower(address) in (select lower(address) from moved where state in ('bounced', 'complained'))
    )
    insert into suppressions (address, reason, at, delivery_id)
    select lower(address), state, clock_timestamp(), id from moved where state in ('bounced', 'complained')
    on conflict (address) do update set reason = excluded.reason, at = excluded.at, delivery_id = excluded.delivery_id`)
}

const troubles: Partial<Record<string, string>> = {
  bounced: 'The mail came back: the address does not take it. Nothing is sent to it any more.',
  complained: 'The recipient marked it as spam. Nothing is sent to this address any more.',
  failed: 'Resend could not send it.',
}
