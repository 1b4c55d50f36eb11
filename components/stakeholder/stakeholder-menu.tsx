'use client'

import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { RemoveDialog } from '#components/stakeholder/remove-dialog.tsx'
import { StakeholderDialog } from '#components/stakeholder/stakeholder-dialog.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import type { FormAction } from '#lib/http/model.ts'

export type EditStakeholder = { edit: FormAction; remove: FormAction; groups: readonly string[] }

type StakeholderMenuProps = EditStakeholder & {
  stakeholder: { id: string; name: string; email: string; group: string | null }
}

/** What an admin can do about one stakeholder. */
export function StakeholderMenu({ stakeholder, edit, remove, groups }: StakeholderMenuProps) {
  const [opened, setOpened] = useState<'edit' | 'remove' | null>(null)
  const close = () => setOpened(null)
  return (
    <>
      <Menu
        label={<Ellipsis className="icon" />}
        name={`Change ${stakeholder.name}`}
        className="btn btn-quiet btn-icon"
      >
        <MenuItem onClick={() => setOpened('edit')}>Edit…</MenuItem>
        <MenuItem onClick={() => setOpened('remove')}>Remove…</MenuItem>
      </Menu>
      {opened === 'edit' && (
        <StakeholderDialog save={edit} stakeholder={stakeholder} groups={groups} onClose={close} />
      )}
      {opened === 'remove' && <RemoveDialog stakeholder={stakeholder} remove={remove} onClose={close} />}
    </>
  )
}
