'use client'

import { Plus, Upload } from 'lucide-react'
import { useState } from 'react'
import { type ImportActions, ImportDialog } from '#components/stakeholder/import-dialog.tsx'
import { StakeholderDialog } from '#components/stakeholder/stakeholder-dialog.tsx'
import { Button } from '#components/ui/button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type DirectoryToolsProps = {
  add: FormAction
  /** null: an admin imports. */
  imports: ImportActions | null
  groups: readonly string[]
}

/** Above the directory: somebody new, or many at once. */
export function DirectoryTools({ add, imports, groups }: DirectoryToolsProps) {
  const [opened, setOpened] = useState<'add' | 'import' | null>(null)
  const close = () => setOpened(null)
  return (
    <div className="mb-5 flex flex-wrap gap-2">
      <Button variant="primary" onClick={() => setOpened('add')}>
        <Plus className="icon" />
        Add a stakeholder
      </Button>
      {imports && (
        <Button onClick={() => setOpened('import')}>
          <Upload className="icon" />
          Import a table
        </Button>
      )}
      {opened === 'add' && <StakeholderDialog save={add} groups={groups} onClose={close} />}
      {opened === 'import' && imports && <ImportDialog {...imports} onClose={close} />}
    </div>
  )
}
