'use client'

import { Ellipsis } from 'lucide-react'
import { startTransition, useState } from 'react'
import { useKeptAction } from '#components/live/kept-form.ts'
import { DisableDialog } from '#components/people/disable-dialog.tsx'
import { LinkDialog } from '#components/people/link-dialog.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { AccountRole } from '#lib/incident/policy.ts'
import { type Account, accountRoles, type ShownLink } from '#lib/people/model.ts'

export type AccountActions = {
  setRole: FormAction
  disable: FormAction
  enable: FormAction
  issueLink: FormAction<ShownLink>
}

type AccountMenuProps = { account: Account; actions: AccountActions }

/** What an admin can do about one account. A refusal stands under the row's button until the next try. */
export function AccountMenu({ account, actions }: AccountMenuProps) {
  const [opened, setOpened] = useState<'disable' | 'link' | null>(null)
  const [role, setRole] = useKeptAction(actions.setRole)
  const [enabled, enable] = useKeptAction(actions.enable)
  const about = (more: { role?: AccountRole } = {}) => {
    const form = new FormData()
    form.set('personId', account.id)
    for (const [name, value] of Object.entries(more)) form.set(name, value)
    return form
  }
  const refused = [role, enabled].find((state) => state.status === 'failed')
  const isDisabled = account.state === 'disabled'
  return (
    <>
      <Menu
        label={<Ellipsis className="icon" />}
        name={`Change ${account.name}`}
        className="btn btn-quiet btn-icon"
      >
        {accountRoles
          .filter((row) => row.role !== account.role)
          .map((row) => (
            <MenuItem
              key={row.role}
              onClick={() => startTransition(() => setRole(about({ role: row.role })))}
            >
              Make {/^[aeiou]/i.test(row.name) ? 'an' : 'a'} {row.name.toLowerCase()}
            </MenuItem>
          ))}
        {!isDisabled && (
          <MenuItem onClick={() => setOpened('link')}>
            {account.state === 'invited' ? 'New invitation link' : 'Password reset link'}
          </MenuItem>
        )}
        {isDisabled ? (
          <MenuItem onClick={() => startTransition(() => enable(about()))}>Enable account</MenuItem>
        ) : (
          <MenuItem onClick={() => setOpened('disable')}>Disable account</MenuItem>
        )}
      </Menu>
      {refused?.status === 'failed' && (
        <p className="text-13 text-sev1-ink basis-full text-right font-medium" role="alert">
          {refused.message}
        </p>
      )}
      {opened === 'link' && (
        <LinkDialog account={account} issueLink={actions.issueLink} onClose={() => setOpened(null)} />
      )}
      {opened === 'disable' && (
        <DisableDialog account={account} disable={actions.disable} onClose={() => setOpened(null)} />
      )}
    </>
  )
}
