/** Who may do what to follow-ups; joined to the side door's policy (lib/people/policy.ts). */

export type FollowUpAction = 'add_follow_up' | 'edit_follow_up' | 'set_follow_up_state' | 'remind_follow_ups'

export const followUpRules = {
  add_follow_up: 'member',
  edit_follow_up: 'member',
  set_follow_up_state: 'member',
  remind_follow_ups: 'system',
} as const satisfies Record<FollowUpAction, 'member' | 'system'>
