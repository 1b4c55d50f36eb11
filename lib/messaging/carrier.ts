/** What a row's channel decides: by what it leaves, how it is written, and when it is tried again. */
import { singleton } from '#lib/singleton.ts'
import { type Breaker, newBreaker } from './breaker.ts'
import type { Row } from './deliver.ts'
import { mailOf } from './mail/mail-of.ts'
import { keyHours, mostTries, type Outcome, type ProviderName, waitAfter, webhookWaitAfter } from './model.ts'
import { postWebhook } from './transport/webhook.ts'
import type { Transport } from './transport.ts'
import { webhookOf } from './webhook/webhook-of.ts'

/** A message that is ready to go. Its bytes stand in the row before the first try. */
export type Ready = {
  stored: Record<string, unknown>
  send: (signal: AbortSignal) => Promise<Outcome>
}

export type Carrier = {
  name: ProviderName
  /** Whether a try whose outcome is unknown may be repeated, and for how long. */
  isRepeatable: boolean
  repeatableHours: number
  breaker: Breaker
  turn: () => Promise<void>
  ready: (row: Row) => Promise<Ready>
  /** Milliseconds until the next try, after `tries` that failed; null: that was the last. */
  waitAfter: (tries: number) => number | null
}

/** The carrier of a row. `transport`: by what mail leaves. */
export function carrierOf(row: Pick<Row, 'channel' | 'address'>, transport: () => Transport): Carrier {
  return row.channel === 'webhook' ? webhookCarrier(row.address) : mailCarrier(transport())
}

function mailCarrier(transport: Transport): Carrier {
  const { name, isRepeatable, breaker, turn, from, send } = transport
  return {
    ...{ name, isRepeatable, breaker, turn },
    repeatableHours: keyHours,
    waitAfter: (tries) => (tries >= mostTries ? null : waitAfter(tries)),
    ready: async (row) => {
      const { stored, mail, lacksToken } = await mailOf(row, from)
      const why = 'The link in it is not there any more. Make a new one.'
      return {
        stored,
        send: async (signal) => (lacksToken ? { kind: 'refused', why } : await send(mail, signal)),
      }
    },
  }
}

/** Whoever receives a webhook knows it by its id, so it is repeated until they took it. */
function webhookCarrier(address: string): Carrier {
  return {
    name: 'webhook',
    isRepeatable: true,
    repeatableHours: Number.POSITIVE_INFINITY,
    breaker: breakerOf(URL.parse(address)?.host ?? address),
    turn: async () => {},
    waitAfter: webhookWaitAfter,
    ready: async (row) => {
      const { stored, webhook } = await webhookOf(row)
      return { stored, send: (signal) => postWebhook(webhook, signal) }
    },
  }
}

/** One host that is silent holds up nobody else's. */
const hosts = () => singleton('webhook-breakers', () => new Map<string, Breaker>())
const mostHosts = 1000

function breakerOf(host: string): Breaker {
  const known = hosts().get(host)
  if (known) return known
  // Forgotten with the process, and long before there are too many.
  if (hosts().size >= mostHosts) hosts().clear()
  const made = newBreaker()
  hosts().set(host, made)
  return made
}
