'use client'

import { useEffect } from 'react'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { TextArea } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FollowUp } from '#lib/follow-up/model.ts'
import type { FormAction } from '#lib/http/model.ts'

type DropDialogProps = { followUp: FollowUp; move: FormAction; onClose: () => void }

/** Nobody will do it: why not. */
export function DropDialog({ followUp, move, onClose }: DropDialogProps) {
  const { state, form, pending, value, error } = useFormAction(move)
  useEffect(() => {
    if (state.status === 'done') onClose()
  }, [state, onClose])
  return (
    <Dialog open onClose={onClose} title="Drop this follow-up" lead={followUp.title}>
      <form {...form} className="space-y-4">
        <FormMessage state={state} />
        <input type="hidden" name="id" value={followUp.id} />
        <input type="hidden" name="state" value="dropped" />
        <TextArea
          label="Why nobody will do it"
          name="outcome"
          required
          maxLength={2000}
          defaultValue={value('outcome')}
          error={error('outcome')}
          data-autofocus=""
        />
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Keep it
          </Button>
          <SubmitButton working={pending} variant="default">
            Drop the follow-up
          </SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}
