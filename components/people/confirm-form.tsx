'use client'

import { useRef, useState } from 'react'
import { FormMessage } from '#components/people/form-message.tsx'
import { useSaidDone } from '#components/people/said-done.tsx'
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
  /** Said once it is done. */
  done: string
}

/**
 * A button whose deed is asked about once more. The page is rendered anew when it is done, and a `SaidDone` around it says
 * so.
 */
export function ConfirmForm(props: ConfirmFormProps) {
  const { action, fields, label, name, title, lead, confirm, keep, done } = props
  const button = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const { state, form, pending } = useFormAction(useSaidDone(action, done, button))
  const [answered, setAnswered] = useState(state)
  if (state !== answered) {
    setAnswered(state)
    if (state.status === 'done') setOpen(false)
  }
  return (
    <>
      <Button ref={button} size="small" aria-label={name} onClick={() => setOpen(true)}>
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
