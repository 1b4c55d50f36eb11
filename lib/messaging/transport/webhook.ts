/** Webhooks as Standard Webhooks has them: the same id at every try, the time of the try, both signed with the body. */
import { createHmac } from 'node:crypto'
import { env } from '#lib/env.ts'
import type { Outcome } from '#lib/messaging/model.ts'
import {
  type Answered,
  postOutbound,
  RefusedAddress,
  type Resolve,
  Unreached,
} from '#lib/messaging/outbound.ts'
import { waitAsked } from './wait.ts'

export type Webhook = { id: string; url: string; secret: string; body: string }

/** Hands a webhook over. Never throws. */
export async function postWebhook(
  { id, url, secret, body }: Webhook,
  signal: AbortSignal,
  { resolve }: { resolve?: Resolve } = {},
): Promise<Outcome> {
  const timestamp = Math.floor(Date.now() / 1000)
  const headers = {
    'Content-Type': 'application/json',
    'User-Agent': 'SitRep',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign({ id, timestamp, body, secret }),
  }
  try {
    const { allowLoopback } = env()
    return classify(
      await postOutbound({ url, headers, body, signal, allowLoopback, ...(resolve && { resolve }) }),
    )
  } catch (error) {
    // What a name leads to may be put right; what the address itself says may not.
    if (error instanceof RefusedAddress)
      return { kind: 'later', why: error.message, after: null, due: 'message' }
    if (error instanceof Unreached)
      return { kind: 'later', why: `The receiver: ${error.message}`, after: null, due: 'provider' }
    const why = signal.aborted ? 'did not answer in time' : 'broke the connection off'
    return { kind: 'unknown', why: `The receiver ${why}.` }
  }
}

/** "v1,…" of Standard Webhooks: `whsec_` and the key in base64. */
export function sign({
  id,
  timestamp,
  body,
  secret,
}: {
  id: string
  timestamp: number
  body: string
  secret: string
}): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** What an answer means. Whatever is no success is tried again, but 410. */
function classify({ status, retryAfter }: Answered): Outcome {
  if (status >= 200 && status < 300) return { kind: 'accepted', providerId: null }
  const why = `The receiver answered ${status}.`
  if (status === 410)
    return { kind: 'refused', why: `${why} It wants nothing more, so the webhook was ended.`, isGone: true }
  if (status >= 300 && status < 400) {
    const told = `${why} Redirects are not followed: give its own address.`
    return { kind: 'later', why: told, after: null, due: 'message' }
  }
  const isBusy = status === 429 || status >= 502
  const after = isBusy ? waitAsked(retryAfter) : null
  return { kind: 'later', why, after, due: isBusy ? 'provider' : 'message' }
}
