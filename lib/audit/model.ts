/** Who did what to people, settings and tokens, in plain words. Pure, also for the browser. */
import type { CommentAction } from '#lib/document/comment/policy.ts'
import { providerName as nameOfProvider, providerIds } from '#lib/people/model.ts'
import type { PeopleAction } from '#lib/people/policy.ts'

/**
 * What leaves a line behind. A theme, a comment and a reminder leave none, nor do those outside who come and go;
 * redacting is done at the other door, importing beside both.
 */
export type AuditedAction =
  | Exclude<PeopleAction, 'set_theme' | 'remind_follow_ups' | CommentAction | OutsideAction>
  | 'redact_entry'
  | 'import_incident'

type OutsideAction = 'subscribe' | 'confirm_subscription' | 'end_subscription' | 'tell_subscribers'

export type AuditLine = {
  id: string
  at: string
  actor: { kind: string; id: string; name: string }
  action: string
  /** Whom or what it was done to: a person's name as it is now, when it was a person. */
  target: { id: string; name: string | null } | null
  details: Record<string, unknown>
}

/** What was done, to follow the actor's name: "invited Jonas Beck as member." */
export function deedOf(line: AuditLine): string {
  const row = isAudited(line.action) ? deeds[line.action] : null
  const isOwn = line.target !== null && line.target.id === line.actor.id
  const whom = line.target?.name ?? 'somebody'
  const subject = line.target?.id ?? ''
  return row
    ? row.deed({ detail: (name) => textOf(line.details[name]), isOwn, whom, subject })
    : `did ${line.action}.`
}

/** Every action with what a filter calls it, in the order of a list. */
export function auditedActions(): { action: AuditedAction; label: string }[] {
  // Object.keys widens the names that the Record below has checked.
  return (Object.keys(deeds) as AuditedAction[]).map((action) => ({ action, label: deeds[action].label }))
}

/** Whether the log may hold lines of this action. */
export function isAudited(action: string): action is AuditedAction {
  return Object.hasOwn(deeds, action)
}

type Told = {
  /** One of the line's details as text, '' when it is not there. */
  detail: (name: string) => string
  isOwn: boolean
  whom: string
  /** What it was done to as it is named in the log: an id, or INC-1/12. */
  subject: string
}

const deeds: Record<AuditedAction, { label: string; deed: (told: Told) => string }> = {
  invite_person: {
    label: 'Invited',
    deed: ({ detail }) => `invited ${detail('name')} as ${detail('role')}.`,
  },
  set_person_role: {
    label: 'Changed a role',
    deed: ({ detail, whom, isOwn }) =>
      `made ${isOwn ? 'themselves' : whom} ${withArticle(detail('to'))}, before: ${detail('from')}.`,
  },
  disable_person: { label: 'Disabled an account', deed: ({ whom }) => `disabled the account of ${whom}.` },
  enable_person: { label: 'Enabled an account', deed: ({ whom }) => `enabled the account of ${whom}.` },
  set_contact: { label: 'Changed contact data', deed: (told) => `changed ${told.whom}: ${contact(told)}.` },
  edit_contact: { label: 'Changed own contact data', deed: (told) => `changed their own ${contact(told)}.` },
  edit_profile: { label: 'Edited own profile', deed: () => 'edited their own profile.' },
  set_picture: {
    label: 'Changed own picture',
    deed: ({ detail }) => (detail('removed') ? 'removed their own picture.' : 'set their own picture.'),
  },
  issue_link: {
    label: 'Made a link',
    deed: ({ detail, whom }) =>
      detail('purpose') === 'reset'
        ? `made a link for ${whom} to set a new password.`
        : `made a new invitation for ${whom}.`,
  },
  accept_invitation: { label: 'Joined', deed: () => 'accepted the invitation and set a password.' },
  reset_password: { label: 'Reset a password', deed: () => 'set a new password by a one-time link.' },
  change_password: { label: 'Changed own password', deed: () => 'changed their own password.' },
  link_identity: {
    label: 'Linked a sign-in',
    deed: ({ detail }) =>
      `signed in with ${providerName(detail('provider'))} for the first time, as ${detail('email')}.`,
  },
  unlink_identity: {
    label: 'Unlinked a sign-in',
    deed: ({ detail, whom }) =>
      `unlinked ${whom} from ${providerName(detail('provider'))} (${detail('email')}).`,
  },
  end_session: {
    label: 'Ended a session',
    deed: ({ isOwn, whom }) => (isOwn ? 'ended one of their own sessions.' : `ended a session of ${whom}.`),
  },
  end_other_sessions: { label: 'Ended own other sessions', deed: () => 'ended all their other sessions.' },
  end_sessions_of: { label: 'Ended all sessions', deed: ({ whom }) => `ended all sessions of ${whom}.` },
  create_token: {
    label: 'Made a token',
    deed: ({ detail }) =>
      `made the API token ${detail('name')}, which acts as ${detail('personId') ? 'its person' : 'a service'} with the rights of ${withArticle(detail('role'))}.`,
  },
  revoke_token: {
    label: 'Revoked a token',
    deed: ({ detail }) => `revoked the API token ${detail('name')}.`,
  },
  add_stakeholder: {
    label: 'Added a stakeholder',
    deed: (told) => `added ${told.detail('name')} to the stakeholders${inGroup(told)}.`,
  },
  edit_stakeholder: {
    label: 'Changed a stakeholder',
    deed: (told) => {
      const address =
        told.detail('to') && `, e-mail address from ${told.detail('from')} to ${told.detail('to')}`
      const updates = told.detail('updates') && `, updates of ${told.detail('updates')}${askedWords(told)}`
      return `changed the stakeholder ${told.detail('name')}${inGroup(told)}${address}${updates}.`
    },
  },
  remove_stakeholder: {
    label: 'Removed a stakeholder',
    deed: ({ detail }) => `removed ${detail('name')} from the stakeholders.`,
  },
  import_stakeholders: {
    label: 'Imported stakeholders',
    deed: ({ detail }) => `imported stakeholders: ${detail('added')} added, ${detail('updated')} changed.`,
  },
  set_severity_groups: {
    label: 'Chose who is told by severity',
    deed: ({ detail }) => `chose the groups that a report goes to: ${detail('groups')}.`,
  },
  set_stakeholder_updates: {
    label: 'Chose somebody’s updates',
    deed: (told) => `let ${told.detail('name')} get updates of ${told.detail('updates')}${askedWords(told)}.`,
  },
  set_group_updates: {
    label: 'Chose a group’s updates',
    deed: (told) =>
      `let the group ${told.detail('group')} get updates of ${told.detail('updates')}${askedWords(told)}.`,
  },
  add_webhook: {
    label: 'Added a webhook',
    deed: ({ detail }) => `added the webhook ${detail('name')} to ${detail('host')}, of ${detail('of')}.`,
  },
  remove_webhook: {
    label: 'Removed a webhook',
    deed: ({ detail }) => `removed the webhook ${detail('name')}.`,
  },
  add_follow_up: {
    label: 'Added a follow-up',
    deed: ({ detail }) => `added follow-up ${detail('number')} of ${detail('ref')}.`,
  },
  edit_follow_up: {
    label: 'Changed a follow-up',
    deed: ({ detail }) => `changed follow-up ${detail('number')} of ${detail('ref')}: ${detail('changed')}.`,
  },
  set_follow_up_state: {
    label: 'Moved a follow-up',
    deed: ({ detail }) =>
      `marked follow-up ${detail('number')} of ${detail('ref')} as ${detail('to').replace('_', ' ')}.`,
  },
  mail_reset_link: {
    label: 'Mailed a reset link',
    deed: ({ whom }) => `mailed ${whom} a link to set a new password, as somebody at the sign-in asked.`,
  },
  lift_suppression: {
    label: 'Lifted a suppression',
    deed: ({ detail }) =>
      `let mail go to ${detail('address')} again, which had been ${suppressed(detail('reason'))}.`,
  },
  send_test: {
    label: 'Sent a test',
    deed: ({ detail }) =>
      `sent themselves version ${detail('version')} of the ${detail('document')} of ${detail('ref')} as a test.`,
  },
  resend_delivery: {
    label: 'Sent a mail again',
    deed: ({ detail }) => `sent a mail to ${detail('name')} again.`,
  },
  create_share_link: {
    label: 'Made a stakeholder link',
    deed: ({ detail }) => `made ${shareLink(detail)}${until(detail('expiresAt'))}.`,
  },
  revoke_share_link: {
    label: 'Revoked a stakeholder link',
    deed: ({ detail }) => `revoked ${shareLink(detail)}.`,
  },
  redact_entry: {
    label: 'Redacted an entry',
    deed: ({ detail, subject }) => `redacted entry ${subject}. Reason: ${detail('reason')}`,
  },
  import_incident: {
    label: 'Imported an incident',
    deed: ({ detail, subject }) => `imported ${subject} from ${detail('origin')}.`,
  },
  issue_setup_link: { label: 'Made a set-up link', deed: () => 'made a set-up link at the start.' },
  set_up_organisation: {
    label: 'Set up',
    deed: ({ detail }) => `set SitRep up for ${detail('organisation')}.`,
  },
}

function providerName(provider: string): string {
  const known = providerIds.find((id) => id === provider)
  return known ? nameOfProvider(known) : provider
}

/** Whoever had left is asked first. */
function askedWords({ detail }: Told): string {
  const asked = detail('asked')
  return asked === '' || asked === '0' ? '' : `, after asking ${asked} who had unsubscribed`
}

function inGroup({ detail }: Told): string {
  return detail('group') && `, group ${detail('group')}`
}

function suppressed(reason: string): string {
  return reason === 'complained' ? 'left out after a complaint' : 'left out after a bounce'
}

function shareLink(detail: Told['detail']): string {
  const where = detail('ref') || 'everything current'
  return `the stakeholder link to ${where} for “${detail('label')}”`
}

/** A zone nobody chose is named. */
function until(expiresAt: string): string {
  return expiresAt && `, which holds until ${expiresAt.slice(0, 16).replace('T', ' ')} UTC`
}

function contact({ detail }: Told): string {
  const email = detail('to') && `e-mail address from ${detail('from')} to ${detail('to')}`
  const phone = detail('phone') && (detail('phone') === 'removed' ? 'phone number, now none' : 'phone number')
  return [email, phone].filter(Boolean).join(', and ')
}

function withArticle(role: string): string {
  return `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`
}

function textOf(value: unknown): string {
  return value === undefined || value === null || value === false ? '' : String(value)
}
