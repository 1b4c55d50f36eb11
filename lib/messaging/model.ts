/**
 * Deliveries: their states, what people call them, and when a try is repeated (RELIABILITY §5).
 * Pure, for browsers too.
 */
import type { Instant } from '#lib/incident/incident.ts'
import type { Suppression } from '#lib/stakeholder/model.ts'

/** The ways by which a message leaves. */
export const channels = ['email', 'webhook'] as const
export type Channel = (typeof channels)[number]

export const deliveryStates = [
  'pending',
  'sending',
  'uncertain',
  'sent',
  'delivered',
  'bounced',
  'complained',
  'failed',
  'cancelled',
] as const
export type DeliveryState = (typeof deliveryStates)[number]

export const deliveryKinds = [
  'report',
  'post_mortem',
  'test',
  'invitation',
  'password_reset',
  'follow_up_reminder',
  'public_update',
  'subscription',
  'update_nudge',
] as const
export type DeliveryKind = (typeof deliveryKinds)[number]

export const kindNames: Record<DeliveryKind, string> = {
  report: 'Situation report',
  post_mortem: 'Post-mortem',
  test: 'Test',
  invitation: 'Invitation',
  password_reset: 'Password reset',
  follow_up_reminder: 'Follow-up reminder',
  public_update: 'Public update',
  subscription: 'Confirmation',
  update_nudge: 'An update is due',
}

/** The page of what was sent about an incident, or about one entry of it, and what came of it. */
export function deliveriesAddress(ref: string, seq?: number): string {
  return `/settings/deliveries?incident=${ref}${seq === undefined ? '' : `&seq=${seq}`}`
}

/**
 * Why something was cancelled that was wanted all the same. `lost/queries.ts` knows it in stored rows by these very words,
 * so they stay as they are.
 */
export const tooLate = 'It could not be sent in time, and is not sent late.'

/** What a message is called in a list. */
export function deliveryName({ kind, channel }: Pick<DeliveryRow, 'kind' | 'channel'>): string {
  return channel === 'webhook' ? `${kindNames[kind]}, webhook` : kindNames[kind]
}

export const stateNames: Record<DeliveryState, string> = {
  pending: 'Queued',
  sending: 'Being sent',
  uncertain: 'Not known yet',
  sent: 'Sent',
  delivered: 'Delivered',
  bounced: 'Bounced',
  complained: 'Marked as spam',
  failed: 'Failed',
  cancelled: 'Not sent',
}

/** By which way a message left. */
export type ProviderName = 'resend' | 'smtp' | 'outbox' | 'webhook'

/** What came of handing a message over. Three answers, and one that is none (RELIABILITY §5). */
export type Outcome =
  | { kind: 'accepted'; providerId: string | null }
  /** For good: trying again changes nothing. `isGone`: it wants nothing more, ever. */
  | { kind: 'refused'; why: string; isGone?: true }
  /** Not now. `after`: milliseconds, where the provider said how long. */
  | { kind: 'later'; why: string; after: number | null; due: LaterFor }
  /** Nobody knows whether it went. */
  | { kind: 'unknown'; why: string }

/** `pace`: only too fast, which is no failed try. `provider`: it cannot be reached, so others need not try either. */
type LaterFor = 'pace' | 'message' | 'provider'

export const mostTries = 8
const firstWait = 5000
/** No wait is longer, whatever a provider asks for. */
export const longestWait = 15 * 60_000
/** A repeated Idempotency-Key is safe for a day at Resend; an hour is kept for slow clocks. */
export const keyHours = 23

/** Milliseconds until the next try, after `tries` that failed: 5 s·2ⁿ ± 20 %, at most 15 minutes. */
export function waitAfter(tries: number, random: () => number = Math.random): number {
  const wait = Math.min(firstWait * 2 ** Math.max(0, tries - 1), longestWait)
  return Math.min(Math.round(wait * (0.8 + 0.4 * random())), longestWait)
}

/**
 * When a webhook is tried again (Standard Webhooks): after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h,
 * each up to a tenth longer, so that a receiver that comes back does not get everything at one instant. null: not
 * any more.
 */
export function webhookWaitAfter(tries: number, random: () => number = Math.random): number | null {
  const seconds = webhookWaits[tries - 1]
  return seconds === undefined ? null : Math.round(seconds * 1000 * (1 + random() / 10))
}

const webhookWaits = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
/** Longer than all these waits together. */
export const webhookLifetimeHours = 96

/** What Resend reports of a mail that changes its state; everything else (opened, clicked) is not asked for. */
const reported: Record<string, DeliveryState> = {
  'email.sent': 'sent',
  'email.delivery_delayed': 'sent',
  'email.delivered': 'delivered',
  'email.failed': 'failed',
  'email.suppressed': 'failed',
  'email.bounced': 'bounced',
  'email.complained': 'complained',
}

/** Whether a provider's report of this type says something of a message's state. */
export function isTelling(type: string): boolean {
  return Object.hasOwn(reported, type)
}

/** What we know by ourselves comes before what a provider reports, and that in this order. */
const own: Record<DeliveryState, number> = {
  pending: 0,
  sending: 0,
  uncertain: 0,
  failed: 0,
  cancelled: 0,
  sent: 1,
  delivered: 2,
  bounced: 4,
  complained: 5,
}
const theirs: Partial<Record<DeliveryState, number>> = { ...own, failed: 3 }

/**
 * The state of a message after a set of a provider's reports, in whatever order they came and however often: it only
 * moves forward. What we gave up on is overruled by whoever knows that it arrived.
 */
export function stateAfter(state: DeliveryState, types: readonly string[]): DeliveryState {
  let [now, rank] = [state, own[state]]
  // A provider's own failure is further than ours; once it is written the two look alike.
  if (state === 'failed' && types.some((type) => reported[type] === 'failed')) rank = 3
  for (const type of types) {
    const next = reported[type]
    const height = next ? (theirs[next] ?? 0) : 0
    if (next && height > rank) [now, rank] = [next, height]
  }
  return now
}

/** Nothing more happens to it by itself. */
export function isOver(state: DeliveryState): boolean {
  return !['pending', 'sending', 'uncertain'].includes(state)
}

/** One to look at: it did not get there. */
export function isTrouble(state: DeliveryState): boolean {
  return ['bounced', 'complained', 'failed', 'cancelled'].includes(state)
}

const carriesSecret: readonly DeliveryKind[] = ['invitation', 'password_reset', 'subscription']

/** Whether somebody may send it again by hand. One that carried a secret cannot be: the secret is gone. */
export function isResendable({ state, kind }: { state: DeliveryState; kind: DeliveryKind }): boolean {
  return (state === 'failed' || state === 'cancelled') && !carriesSecret.includes(kind)
}

/** A message to somebody, as lists show it. */
export type DeliveryRow = {
  id: string
  kind: DeliveryKind
  state: DeliveryState
  /** The incident it is about. */
  ref: string | null
  /** Which version of a document it brought. */
  version: number | null
  recipient: { id: string; name: string; address: string }
  channel: Channel
  /** It may have arrived although it is not known to have. */
  inDoubt: boolean
  provider: ProviderName | null
  /** Why it failed, waits or was cancelled. */
  trouble: string | null
  createdAt: Instant
  sentAt: Instant | null
  /** Since when it is in this state. */
  changedAt: Instant
  /** Not tried again before. */
  dueAt: Instant
}

/** A mail as it would leave, before it does. `leavesBy` outbox: it stays in this instance. */
export type MailPreview = {
  from: string
  to: string
  subject: string
  text: string
  html: string
  attachments: { name: string; size: number }[]
  leavesBy: ProviderName
}

/** An address nothing is sent to any more. */
export type SuppressedAddress = { address: string; reason: Suppression; at: Instant }

/**
 * "l…@northfield.example": enough to tell two people apart (RELIABILITY §4, row 26). Of a webhook the host alone:
 * its path may be a secret.
 */
export function maskAddress(address: string): string {
  if (/^https?:/i.test(address)) return `${URL.parse(address)?.origin ?? ''}/…`
  const at = address.lastIndexOf('@')
  return at < 1 ? '…' : `${address.slice(0, 1)}…${address.slice(at)}`
}

/** The same for every address in a text: a provider names the recipient when it refuses them. */
export function maskAddresses(text: string): string {
  return text.replaceAll(/[^\s<>()[\]"'`,;:]+@[^\s<>()[\]"'`,;:]+/g, maskAddress)
}
