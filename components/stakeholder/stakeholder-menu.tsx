'use client'

import { Ellipsis } from 'lucide-react'
import { useRef, useState } from 'react'
import { RemoveDialog } from '#components/stakeholder/remove-dialog.tsx'
import { StakeholderDialog } from '#components/stakeholder/stakeholder-dialog.tsx'
import { UpdatesDialog } from '#components/stakeholder/updates-dialog.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { Stakeholder } from '#lib/stakeholder/model.ts'

export type EditStakeholder = {
  edit: FormAction
  remove: FormAction
  updates: FormAction
  groups: readonly string[]
}

type StakeholderMenuProps = EditStakeholder & {
  stakeholder: Stakeholder & { email: string }
}

/** What an admin can do about one stakeholder. */
export function StakeholderMenu({ stakeholder, edit, remove, updates, groups }: StakeholderMenuProps) {
  const [opened, setOpened] = useState<'edit' | 'remove' | 'updates' | null>(null)
  const menu = useRef<HTMLDivElement>(null)
  const close = () => setOpened(null)
  return (
    <>
      <div ref={menu} className="flex-none">
        <Menu
          label={<Ellipsis className="icon" />}
          name={`Change ${stakeholder.name}`}
          className="btn btn-quiet btn-icon"
        >
          <MenuItem onClick={() => setOpened('edit')}>Edit…</MenuItem>
          <MenuItem onClick={() => setOpened('updates')}>Updates…</MenuItem>
          <MenuItem onClick={() => setOpened('remove')}>Remove…</MenuItem>
        </Menu>
      </div>
      {opened === 'edit' && (
        <StakeholderDialog save={edit} stakeholder={stakeholder} groups={groups} onClose={close} />
      )}
      {opened === 'updates' && <UpdatesDialog stakeholder={stakeholder} save={updates} onClose={close} />}
      {opened === 'remove' && (
        <RemoveDialog stakeholder={stakeholder} remove={remove} opener={menu} onClose={close} />
      )}
    </>
  )
}
