/** Who may comment; joined to the side door's policy (lib/people/policy.ts). */
export type CommentAction = 'comment_on_section' | 'resolve_comment' | 'reopen_comment'

export const commentRules = {
  comment_on_section: 'member',
  resolve_comment: 'member',
  reopen_comment: 'member',
} as const satisfies Record<CommentAction, 'member'>
