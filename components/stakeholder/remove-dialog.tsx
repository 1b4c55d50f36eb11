'use client'

import { type RefObject, useEffect } from 'react'
import { FormMessage } from '#components/people/form-message.tsx'
import { useSaidDone } from '#components/people/said-done.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type RemoveDialogProps = {
  stakeholder: { id: string; name: string }
  remove: FormAction
  /** What opened it. */
  opener: RefObject<HTMLElement | null>
  onClose: () => void
}

/** Asks once more, and says what happens. */
export function RemoveDialog({ stakeholder: { id, name }, remove, opener, onClose }: RemoveDialogProps) {
  const { state, form, pending } = useFormAction(
    useSaidDone(remove, `${name} is removed from the directory.`, opener),
  )
  useEffect(() => {
    if (state.status === 'done') onClose()
  }, [state, onClose])
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Remove ${name}`}
      lead="They are sent nothing from here on. What they were sent stays on record."
    >
      <form {...form}>
        <input type="hidden" name="id" value={id} />
        <FormMessage state={state} />
        <DialogActions>
          <Button variant="quiet" onClick={onClose} data-autofocus="">
            Keep {name}
          </Button>
          <SubmitButton working={pending} variant="default">
            Remove from the directory
          </SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}
