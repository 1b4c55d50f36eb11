import { expect, test } from 'vitest'
import type { Actor } from '#lib/incident/policy.ts'
import { linkHolder, type PeopleAction, peoplePermission, peopleRules, systemActor } from './policy.ts'

const person = (role: Actor['role']): Actor => ({ kind: 'person', id: `p-${role}`, name: role, role })
const actors = {
  observer: person('observer'),
  member: person('member'),
  admin: person('admin'),
  service: { kind: 'service', id: 's', name: 'Pipeline', role: 'admin' },
  reader: { kind: 'service', id: 'r', name: 'Reader', role: 'observer' },
  link: linkHolder,
  system: systemActor('command-line'),
} satisfies Record<string, Actor>

// RELIABILITY §4, rows 29, 30 and 34, and what the issue asks for. The letters are here, not in the policy.
const expected: Record<PeopleAction, (keyof typeof actors)[]> = {
  issue_setup_link: ['system'],
  set_up_organisation: ['link'],
  invite_person: ['admin', 'system'],
  set_person_role: ['admin', 'system'],
  disable_person: ['admin', 'system'],
  enable_person: ['admin', 'system'],
  issue_link: ['admin', 'system'],
  accept_invitation: ['link'],
  reset_password: ['link'],
  edit_profile: ['observer', 'member', 'admin', 'system'],
  edit_contact: ['observer', 'member', 'admin', 'system'],
  set_contact: ['admin', 'system'],
  set_picture: ['observer', 'member', 'admin', 'system'],
  set_theme: ['observer', 'member', 'admin', 'system'],
  change_password: ['observer', 'member', 'admin', 'system'],
  link_identity: ['system'],
  unlink_identity: ['admin', 'system'],
  end_session: ['observer', 'member', 'admin', 'system'],
  end_other_sessions: ['observer', 'member', 'admin', 'system'],
  end_sessions_of: ['admin', 'system'],
  create_token: ['observer', 'member', 'admin', 'system'],
  revoke_token: ['observer', 'member', 'admin', 'system'],
  comment_on_section: ['member', 'admin', 'service', 'system'],
  resolve_comment: ['member', 'admin', 'service', 'system'],
  reopen_comment: ['member', 'admin', 'service', 'system'],
  create_share_link: ['observer', 'member', 'admin', 'system'],
  revoke_share_link: ['observer', 'member', 'admin', 'system'],
  add_stakeholder: ['member', 'admin', 'service', 'system'],
  edit_stakeholder: ['admin', 'system'],
  remove_stakeholder: ['admin', 'system'],
  import_stakeholders: ['admin', 'system'],
  set_severity_groups: ['admin', 'system'],
  add_follow_up: ['member', 'admin', 'service', 'system'],
  edit_follow_up: ['member', 'admin', 'service', 'system'],
  set_follow_up_state: ['member', 'admin', 'service', 'system'],
  remind_follow_ups: ['system'],
  mail_reset_link: ['system'],
  lift_suppression: ['admin', 'system'],
  resend_delivery: ['observer', 'member', 'admin', 'system'],
  send_test: ['observer', 'member', 'admin', 'system'],
  tell_subscribers: ['system'],
  subscribe: ['link'],
  confirm_subscription: ['link'],
  end_subscription: ['link'],
  set_stakeholder_updates: ['admin', 'system'],
  set_group_updates: ['admin', 'system'],
  add_webhook: ['admin', 'system'],
  remove_webhook: ['admin', 'system'],
}

const cells = Object.entries(expected).flatMap(([action, may]) =>
  Object.entries(actors).map(([who, actor]) => ({
    // Object.entries widens the keys that the Record above has checked.
    action: action as PeopleAction,
    who,
    actor,
    allowed: (may as string[]).includes(who),
  })),
)

test.each(cells)('$action by $who: $allowed', ({ action, actor, allowed }) => {
  const permission = peoplePermission(actor, action)
  expect(permission.allowed).toBe(allowed)
  if (!permission.allowed) expect(permission.why).toMatch(/\.$/)
})

test('the table above names every action', () => {
  expect(Object.keys(expected).sort()).toEqual(Object.keys(peopleRules).sort())
})
