import { disableAction, enableAction, issueLinkAction, setRoleAction } from './actions.ts'

/** What an admin can do about an account in a list. */
export const accountActions = {
  setRole: setRoleAction,
  disable: disableAction,
  enable: enableAction,
  issueLink: issueLinkAction,
}
