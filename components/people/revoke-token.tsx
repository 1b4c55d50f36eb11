'use client'

import { useState } from 'react'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type RevokeTokenProps = { token: { id: string; name: string }; revoke: FormAction }

/** Ends a token after asking once more; the list then shows it as revoked. */
export function RevokeToken({ token, revoke }: RevokeTokenProps) {
  const [isOpen, setOpen] = useState(false)
  const { state, form, pending } = useFormAction(revoke)
  return (
    <>
      <Button size="small" aria-label={`Revoke ${token.name}`} onClick={() => setOpen(true)}>
        Revoke
      </Button>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={`Revoke ${token.name}`}
        lead="The program that uses it is refused from now on. This cannot be undone."
      >
        <form {...form}>
          <input type="hidden" name="tokenId" value={token.id} />
          <FormMessage state={state} />
          <DialogActions>
            <Button variant="quiet" onClick={() => setOpen(false)} data-autofocus="">
              Keep token
            </Button>
            <SubmitButton working={pending} variant="default">
              Revoke token
            </SubmitButton>
          </DialogActions>
        </form>
      </Dialog>
    </>
  )
}
