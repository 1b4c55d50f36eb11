/** What the environment says of mail, for pages and doors: without loading what sends it. */
import { env } from '#lib/env.ts'
import type { ProviderName } from './model.ts'

/** Whether mail leaves this instance at all, or is only kept in the outbox. */
export function mailLeaves(): boolean {
  return wayOut() !== 'outbox'
}

export function wayOut(): ProviderName {
  return env().mail.transport
}

/** The sender, as a header has it. */
export function senderAddress(): string {
  const { mail } = env()
  return mail.transport === 'outbox' ? outboxSender : mail.from
}

/** Nobody receives what only stands in the outbox. */
export const outboxSender = 'SitRep <sitrep@localhost>'

/** Whether the provider tells what became of a mail. */
export function hearsReports(): boolean {
  const { mail } = env()
  return mail.transport === 'resend' && mail.webhookSecret !== null
}
