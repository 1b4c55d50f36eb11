'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { LinkToCopy } from '#components/people/link-to-copy.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { Account, ShownLink } from '#lib/people/model.ts'

type LinkDialogProps = { account: Account; issueLink: FormAction<ShownLink>; onClose: () => void }

/** Makes a one-time link for somebody and shows it. */
export function LinkDialog({ account, issueLink, onClose }: LinkDialogProps) {
  const { state, form, pending } = useFormAction(issueLink)
  const isInvitation = account.state === 'invited'
  return (
    <Dialog
      open
      onClose={onClose}
      title={isInvitation ? `New invitation for ${account.name}` : `Password reset for ${account.name}`}
      lead={
        isInvitation
          ? 'The invitation they have now stops working.'
          : 'Whoever opens the link sets a new password for this account. The present one works until then.'
      }
    >
      <form {...form}>
        <input type="hidden" name="personId" value={account.id} />
        <input type="hidden" name="name" value={account.name} />
        <FormMessage state={state} />
        {state.status === 'done' && <LinkToCopy link={state.result} />}
        <DialogActions>
          <Button variant={state.status === 'done' ? 'default' : 'quiet'} onClick={onClose}>
            {state.status === 'done' ? 'Close' : 'Cancel'}
          </Button>
          {state.status !== 'done' && (
            <SubmitButton working={pending} data-autofocus="">
              {isInvitation ? 'Make invitation link' : 'Make reset link'}
            </SubmitButton>
          )}
        </DialogActions>
      </form>
    </Dialog>
  )
}
