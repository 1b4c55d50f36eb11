'use client'

import { useEffect, useId } from 'react'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type StakeholderDialogProps = {
  save: FormAction
  /** Whoever is changed; without them somebody new is added. */
  stakeholder?: { id: string; name: string; email: string; group: string | null }
  /** Names of groups that are there. */
  groups: readonly string[]
  onClose: () => void
}

/** Name, address and group of one stakeholder. */
export function StakeholderDialog({ save, stakeholder, groups, onClose }: StakeholderDialogProps) {
  const { state, form, pending, value, error } = useFormAction(save)
  const list = useId()
  useEffect(() => {
    if (state.status === 'done') onClose()
  }, [state, onClose])
  return (
    <Dialog
      open
      onClose={onClose}
      title={stakeholder ? `Edit ${stakeholder.name}` : 'Add a stakeholder'}
      lead={
        stakeholder
          ? undefined
          : 'They get situation reports by e-mail, and nothing else unless you choose it.'
      }
    >
      <form {...form} className="space-y-4">
        {stakeholder && <input type="hidden" name="id" value={stakeholder.id} />}
        <FormMessage state={state} />
        <TextField
          label="Name"
          name="name"
          autoComplete="off"
          required
          maxLength={120}
          defaultValue={value('name', stakeholder?.name)}
          error={error('name')}
          data-autofocus=""
        />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          maxLength={254}
          defaultValue={value('email', stakeholder?.email)}
          error={error('email')}
        />
        <TextField
          label="Group"
          aside="optional"
          name="group"
          autoComplete="off"
          maxLength={80}
          list={list}
          defaultValue={value('group', stakeholder?.group ?? '')}
          error={error('group')}
          hint="Such as Management or Board. A new name makes a new group."
        />
        <datalist id={list}>
          {groups.map((group) => (
            <option key={group} value={group} />
          ))}
        </datalist>
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <SubmitButton working={pending}>{stakeholder ? 'Save' : 'Add to the directory'}</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}
