/** By which way mail leaves this instance. One per process, so that its pace and its breaker are one too. */
import { env, type MailSettings } from '#lib/env.ts'
import { singleton } from '#lib/singleton.ts'
import { type Breaker, newBreaker } from './breaker.ts'
import type { Mail } from './message.ts'
import type { Outcome, ProviderName } from './model.ts'
import { outboxTransport } from './transport/outbox.ts'
import { resendTransport } from './transport/resend.ts'
import { smtpTransport } from './transport/smtp.ts'

export type Transport = {
  name: ProviderName
  /** The sender, as a header has it. */
  from: string
  /** Whether a try whose outcome is unknown may be repeated with the same id and the same bytes. */
  isRepeatable: boolean
  breaker: Breaker
  /** Waits until the next message may go, where the provider has a pace. */
  turn: () => Promise<void>
  /** Hands it over. Never throws, and answers within the signal. */
  send: (mail: Mail, signal: AbortSignal) => Promise<Outcome>
}

/** The transport of this process, as its environment says. */
export function presentTransport(): Transport {
  return singleton('mail', () => transportOf(env().mail))
}

function transportOf(mail: MailSettings): Transport {
  const breaker = newBreaker()
  switch (mail.transport) {
    case 'resend':
      return { ...resendTransport(mail), breaker }
    case 'smtp':
      return { ...smtpTransport(mail), breaker }
    default:
      return { ...outboxTransport(), breaker }
  }
}
