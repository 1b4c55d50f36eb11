import { addFollowUpAction, editFollowUpAction, moveFollowUpAction } from './actions.ts'

/** What members do to follow-ups, wherever they are listed. */
export const followUpActions = {
  add: addFollowUpAction,
  edit: editFollowUpAction,
  move: moveFollowUpAction,
}
