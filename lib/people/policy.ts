/**
 * Who may do what at the side door (RELIABILITY §4, rows 29, 30, 34, 35): action → who. Deny by default. Whether
 * a token or a session is one's own is decided by its action, which reads it.
 */
import { type CommentAction, commentRules } from '#lib/document/comment/policy.ts'
import { type FollowUpAction, followUpRules } from '#lib/follow-up/policy.ts'
import type { Actor, Permission } from '#lib/incident/policy.ts'
import { type ShareLinkAction, shareLinkRules } from '#lib/share-link/policy.ts'
import { type StakeholderAction, stakeholderRules } from '#lib/stakeholder/policy.ts'
import { type SubscriberAction, subscriberRules } from '#lib/subscriber/policy.ts'

export type PeopleAction =
  | 'issue_setup_link'
  | 'set_up_organisation'
  | 'invite_person'
  | 'set_person_role'
  | 'disable_person'
  | 'enable_person'
  | 'issue_link'
  | 'accept_invitation'
  | 'reset_password'
  | 'edit_profile'
  | 'edit_contact'
  | 'set_contact'
  | 'set_picture'
  | 'set_theme'
  | 'change_password'
  | 'link_identity'
  | 'unlink_identity'
  | 'end_session'
  | 'end_other_sessions'
  | 'end_sessions_of'
  | 'create_token'
  | 'revoke_token'
  | 'mail_reset_link'
  | 'lift_suppression'
  | 'resend_delivery'
  | 'send_test'
  | 'tell_subscribers'
  | CommentAction
  | ShareLinkAction
  | StakeholderAction
  | FollowUpAction
  | SubscriberAction

/**
 * `system`: SitRep itself only. `link`: the holder of a one-time link. `person`: on one's own account. `member`: whoever
 * may write to incidents, services too.
 */
type Rule = 'system' | 'admin' | 'member' | 'person' | 'link'

export const peopleRules: Record<PeopleAction, Rule> = {
  issue_setup_link: 'system',
  set_up_organisation: 'link',
  invite_person: 'admin',
  set_person_role: 'admin',
  disable_person: 'admin',
  enable_person: 'admin',
  issue_link: 'admin',
  accept_invitation: 'link',
  reset_password: 'link',
  edit_profile: 'person',
  edit_contact: 'person',
  set_contact: 'admin',
  set_picture: 'person',
  set_theme: 'person',
  change_password: 'person',
  link_identity: 'system',
  unlink_identity: 'admin',
  end_session: 'person',
  end_other_sessions: 'person',
  end_sessions_of: 'admin',
  create_token: 'person',
  revoke_token: 'person',
  ...commentRules,
  ...shareLinkRules,
  ...stakeholderRules,
  ...followUpRules,
  ...subscriberRules,
  mail_reset_link: 'system',
  lift_suppression: 'admin',
  // The Commander of that incident or an admin: the action itself looks.
  resend_delivery: 'person',
  // To oneself: whoever may send the document, as the action itself looks.
  send_test: 'person',
  tell_subscribers: 'system',
}

/** Whether `actor` may see other people's contact data, sign-ins and sessions, and change them. */
export function mayManagePeople(actor: Actor): boolean {
  return permits.admin(actor)
}

/** Whether `actor` may read who did what to settings. */
export function mayReadAudit(actor: Actor): boolean {
  return permits.admin(actor)
}

/** The instance itself: its start, its command line. May do whatever is not bound to a person or a link. */
export function systemActor(part: 'start' | 'command-line' | 'seed' | 'sign-in' | 'jobs'): Actor {
  return { kind: 'system', id: part, name: 'SitRep', role: 'admin' }
}

/** Somebody who has shown nothing but a link; what the link allows is decided by its row. */
export const linkHolder: Actor = {
  kind: 'system',
  id: 'one-time-link',
  name: 'One-time link',
  role: 'observer',
}

/** Whether `actor` may do this at all, and if not, why. */
export function peoplePermission(actor: Actor, action: PeopleAction): Permission {
  return permits[peopleRules[action]](actor)
    ? { allowed: true }
    : { allowed: false, why: reasons[peopleRules[action]] }
}

/** Whether this is the instance itself: a person or a service never passes, nor does the holder of a link. */
export function isSystem(actor: Actor): boolean {
  return actor.kind === 'system' && actor.role === 'admin'
}

const permits: Record<Rule, (actor: Actor) => boolean> = {
  system: isSystem,
  // A service token reads and writes incidents; it never manages people.
  admin: (actor) => isSystem(actor) || (actor.kind === 'person' && actor.role === 'admin'),
  member: (actor) => isSystem(actor) || (actor.kind !== 'system' && actor.role !== 'observer'),
  person: (actor) => isSystem(actor) || actor.kind === 'person',
  link: (actor) => actor.kind === linkHolder.kind && actor.id === linkHolder.id,
}

const reasons: Record<Rule, string> = {
  system: 'Only SitRep itself does this.',
  admin: 'Only an admin may do this. Settings → People lists the admins.',
  member: 'Observers read. Ask an admin to make you a member.',
  person: 'Only a signed-in person may do this, on their own account.',
  link: 'This takes a one-time link.',
}
