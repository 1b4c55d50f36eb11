/** Who may do what to stakeholder links; joined to the side door's policy (lib/people/policy.ts). */
import { AppError } from '#lib/errors.ts'
import type { Incident } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { whyNoLinks } from '#lib/share-link/model.ts'

export type ShareLinkAction = 'create_share_link' | 'revoke_share_link'

// Of an incident its Commander, else admins (RELIABILITY §4, rows 22 and 24): the actions themselves look.
export const shareLinkRules = {
  create_share_link: 'person',
  revoke_share_link: 'person',
} as const satisfies Record<ShareLinkAction, 'person'>

/** Throws AppError forbidden unless `actor` may manage links of the incident, or of everything current (null). */
export function refuseOthers(actor: Actor, incident: Incident | null): void {
  const why = whyNoLinks(actor, incident)
  if (why !== null) throw new AppError('forbidden', why)
}
