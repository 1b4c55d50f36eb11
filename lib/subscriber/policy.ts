/** Who may do what to subscriptions; joined to the side door's policy (lib/people/policy.ts). */
import type { Actor } from '#lib/incident/policy.ts'

export type SubscriberAction =
  | 'subscribe'
  | 'confirm_subscription'
  | 'end_subscription'
  | 'set_stakeholder_updates'
  | 'set_group_updates'
  | 'add_webhook'
  | 'remove_webhook'

export const subscriberRules = {
  // Whoever holds a stakeholder's link, the mail that confirms, or any mail.
  subscribe: 'link',
  confirm_subscription: 'link',
  end_subscription: 'link',
  set_stakeholder_updates: 'admin',
  set_group_updates: 'admin',
  // Where updates go besides is an integration (RELIABILITY §4, row 33).
  add_webhook: 'admin',
  remove_webhook: 'admin',
} as const satisfies Record<SubscriberAction, 'link' | 'admin'>

/** Whether `actor` sees which webhooks there are: as the rules above have it. */
export function maySeeWebhooks(actor: Actor): boolean {
  return actor.kind === 'person' && actor.role === 'admin'
}
