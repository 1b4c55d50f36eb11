/** Resend, by its official client, which retries nothing by itself (CONTRACTS §4). */
import { type CreateEmailRequestOptions, type ErrorResponse, Resend } from 'resend'
import type { Outcome } from '#lib/messaging/model.ts'
import type { Transport } from '#lib/messaging/transport.ts'
import { newPace, type Pace } from './pace.ts'
import { waitAsked } from './wait.ts'

type Settings = { key: string; baseUrl: string; from: string; perSecond?: number }
type Headers = Record<string, string> | null

/** Name of the tag that carries the delivery's id, so that a report finds its message even when the answer was lost. */
export const deliveryTag = 'delivery'

/** `perSecond`: Resend's default for a team is 2. */
export function resendTransport({ key, baseUrl, from, perSecond = 2 }: Settings): Omit<Transport, 'breaker'> {
  const client = new Resend(key, { baseUrl })
  const pace = newPace(1000 / perSecond)
  return {
    name: 'resend',
    from,
    isRepeatable: true,
    turn: pace.turn,
    send: async (mail, signal) => {
      const options = { idempotencyKey: mail.id, signal, redirect: 'error' } as CreateEmailRequestOptions // handed on to fetch
      const { data, error, headers } = await client.emails.send(
        {
          from: mail.from,
          to: [mail.to.address],
          subject: mail.subject,
          html: mail.html,
          text: mail.text,
          ...(mail.headers && { headers: mail.headers }),
          attachments: mail.attachments.map(({ name, type, bytes }) => ({
            filename: name,
            contentType: type,
            content: bytes.toString('base64'),
          })),
          tags: [{ name: deliveryTag, value: mail.id }],
        },
        options,
      )
      heed(headers, pace)
      return error ? classify(error, headers) : accepted(data)
    },
  }
}

function accepted(data: unknown): Outcome {
  const id = data && typeof data === 'object' && 'id' in data ? data.id : null
  if (typeof id === 'string' && id !== '') return { kind: 'accepted', providerId: id }
  return { kind: 'unknown', why: 'Resend answered something that cannot be read.' }
}

/** What an error of Resend means for the message. The one place that knows its names. */
function classify(error: Partial<ErrorResponse>, headers: Headers): Outcome {
  const { name, statusCode, message = '' } = error
  const why = `Resend: ${message.replaceAll(/\s+/g, ' ').slice(0, 300) || name || statusCode}`
  const later = (after: number | null, due: 'pace' | 'message' = 'message'): Outcome => ({
    kind: 'later',
    why,
    after,
    due,
  })
  switch (name) {
    case 'rate_limit_exceeded':
      return later(waitIn(headers) ?? 1000, 'pace')
    // No use before the day or the month is over; somebody may raise the limit meanwhile.
    case 'daily_quota_exceeded':
    case 'monthly_quota_exceeded':
      return later(3_600_000, 'pace')
    case 'concurrent_idempotent_requests':
      return later(waitIn(headers) ?? 5000)
    case 'missing_api_key':
    case 'invalid_api_key':
    case 'restricted_api_key':
    case 'invalid_access':
      return later(null)
    default:
  }
  if (typeof statusCode !== 'number') return { kind: 'unknown', why: 'Resend did not answer.' }
  if (statusCode === 429) return later(waitIn(headers) ?? 1000, 'pace')
  if (statusCode >= 500) return { kind: 'unknown', why }
  if (statusCode === 401) return later(null)
  return { kind: 'refused', why }
}

/** How long it asks to wait, in milliseconds: `retry-after`, else the reset of its window. */
function waitIn(headers: Headers): number | null {
  return waitAsked(headers?.['retry-after']) ?? waitAsked(headers?.['ratelimit-reset'])
}

/** The provider's window is used up: nothing goes before it opens again. */
function heed(headers: Headers, { pause }: Pace): void {
  if (headers?.['ratelimit-remaining'] !== '0') return
  const seconds = Number(headers['ratelimit-reset'])
  if (seconds > 0 && seconds <= 60) pause(seconds * 1000)
}
