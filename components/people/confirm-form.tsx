'use client'

import { useState } from 'react'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type ConfirmFormProps = {
  action: FormAction
  /** What the action is told. */
  fields: Record<string, string>
  /** The button in the page, and, where that alone is not clear, its name for readers. */
  label: string
  name?: string
  title: string
  lead: string
  /** The button that does it; what it does, not "Yes". */
  confirm: string
  keep: string
}

/** A button whose deed is asked about once more. The page is rendered anew when it is done. */
export function ConfirmForm({ action, fields, label, name, title, lead, confirm, keep }: ConfirmFormProps) {
  const [isOpen, setOpen] = useState(false)
  const { state, form, pending } = useFormAction(action)
  const [done, setDone] = useState(state)
  if (state !== done) {
    setDone(state)
    if (state.status === 'done') setOpen(false)
  }
  return (
    <>
      <Button size="small" aria-label={name} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title={title} lead={lead}>
        <form {...form}>
          {Object.entries(fields).map(([field, value]) => (
            <input key={field} type="hidden" name={field} value={value} />
          ))}
          <FormMessage state={state} />
          <DialogActions>
            <Button variant="quiet" onClick={() => setOpen(false)} data-autofocus="">
              {keep}
            </Button>
            <SubmitButton working={pending} variant="default">
              {confirm}
            </SubmitButton>
          </DialogActions>
        </form>
      </Dialog>
    </>
  )
}
