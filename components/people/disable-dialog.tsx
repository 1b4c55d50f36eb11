'use client'

import { useEffect } from 'react'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { Account } from '#lib/people/model.ts'

type DisableDialogProps = { account: Account; disable: FormAction; onClose: () => void }

/** Asks once more, and says what happens. */
export function DisableDialog({ account, disable, onClose }: DisableDialogProps) {
  const { state, form, pending } = useFormAction(disable)
  useEffect(() => {
    if (state.status === 'done') onClose()
  }, [state, onClose])
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Disable ${account.name}`}
      lead="They are signed out everywhere at once, open pages included, and their tokens rest. What they wrote stays."
    >
      <form {...form}>
        <input type="hidden" name="personId" value={account.id} />
        <FormMessage state={state} />
        <DialogActions>
          <Button variant="quiet" onClick={onClose} data-autofocus="">
            Keep account
          </Button>
          <SubmitButton working={pending} variant="default">
            Disable account
          </SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}
