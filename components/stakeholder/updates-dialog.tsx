'use client'

import { useEffect } from 'react'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { SeverityBoxes } from '#components/stakeholder/severity-boxes.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { Stakeholder } from '#lib/stakeholder/model.ts'

type UpdatesDialogProps = {
  stakeholder: Pick<Stakeholder, 'id' | 'name' | 'updates' | 'updatesNote'>
  save: FormAction
  onClose: () => void
}

/** Which severities' updates somebody gets by mail. */
export function UpdatesDialog({ stakeholder, save, onClose }: UpdatesDialogProps) {
  const { id, name, updates, updatesNote } = stakeholder
  const { state, form, pending, error } = useFormAction(save)
  const hasLeft = updatesNote?.kind === 'left' || updatesNote?.kind === 'asked'
  useEffect(() => {
    if (state.status === 'done') onClose()
  }, [state, onClose])
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Updates for ${name}`}
      lead={
        hasLeft
          ? 'They unsubscribed. They are mailed the question, and get updates once they say yes.'
          : 'Each public update of real incidents of these severities is mailed to them. Whoever heard one hears the rest, also when the severity changes. Each mail has a link that ends it.'
      }
    >
      <form {...form} className="space-y-4">
        <input type="hidden" name="id" value={id} />
        <FormMessage state={state} />
        <SeverityBoxes legend="Severities" name="updates" chosen={updates} error={error('updates')} />
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <SubmitButton working={pending}>{hasLeft ? 'Ask them' : 'Save'}</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}
