/** Those who get each update: by mail once they confirmed it, or by webhook. Pure, also for the browser. */
import type { Instant, Severity } from '#lib/incident/incident.ts'

/** What keeps somebody of the directory from getting updates, or did. */
export type UpdatesNote = {
  /** `asked`: they had left, and have to confirm that they want them again. */
  kind: 'asked' | 'left' | 'undeliverable'
  at: Instant
}

export const noteWords: Record<UpdatesNote['kind'], string> = {
  asked: 'Asked to confirm',
  left: 'Unsubscribed',
  undeliverable: 'Ended, as mail came back',
}

/**
 * How many it changed. `asked`: they had left and were mailed the question; `skipped`: nothing is
 * sent to their address.
 */
export type UpdatesSet = { changed: number; asked: number; skipped: number }

/** A webhook that gets updates, or did. Its secret is shown once, when it is made. */
export type WebhookRow = {
  id: string
  name: string
  url: string
  /** The incident that it is about; null: all real ones of its severities. */
  ref: string | null
  severities: Severity[]
  createdAt: Instant
  endedAt: Instant | null
  endReason: 'removed' | 'gone' | null
}

/** Characters at the most. */
export const webhookLimits = { name: 120, url: 2000 } as const

/** What adding one gives: the secret stands here and nowhere else. */
export type NewWebhook = WebhookRow & { secret: string }

/** What is shown of a new webhook, once. */
export type ShownSecret = Pick<NewWebhook, 'name' | 'secret'>
