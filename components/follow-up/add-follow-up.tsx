'use client'

import { Plus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Owner } from '#components/follow-up/actions.ts'
import { FollowUpFields } from '#components/follow-up/follow-up-fields.tsx'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Button } from '#components/ui/button.tsx'
import type { ButtonVariant } from '#components/ui/button-class.ts'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type AddFollowUpProps = {
  add: FormAction
  people: readonly Owner[]
  /** The incident that it belongs to. */
  incidentRef: string
}

/** A button that becomes a form in its place, ready for the next one after each. */
export function AddFollowUp({ add, people, incidentRef }: AddFollowUpProps) {
  const [isOpen, setOpen] = useState(false)
  const wasOpen = useRef(false)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    // The focus goes back to where the form was opened, and stays where it is when the page comes.
    if (wasOpen.current && !isOpen) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  if (!isOpen) {
    return (
      <Button ref={button} size="small" className="mt-3" onClick={() => setOpen(true)}>
        <Plus className="icon" />
        Add a follow-up
      </Button>
    )
  }
  return (
    <div className="mt-4 max-w-[640px] border-t pt-4">
      <AddForm add={add} people={people} incidentRef={incidentRef} onDone={() => setOpen(false)} />
    </div>
  )
}

type AddDialogProps = {
  add: FormAction
  people: readonly Owner[]
  /** What the field for the incident begins with. */
  incidentRef?: string | undefined
  variant?: ButtonVariant
}

/** The same in a dialog, for a page on which the incident is still to be named. */
export function AddFollowUpDialog({ add, people, incidentRef = '', variant = 'default' }: AddDialogProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant={variant} onClick={() => setOpen(true)}>
        <Plus className="icon" />
        Add a follow-up
      </Button>
      <Dialog open={isOpen} onClose={() => setOpen(false)} title="Add a follow-up">
        <AddForm add={add} people={people} typedRef={incidentRef} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  )
}

type AddFormProps = {
  add: FormAction
  people: readonly Owner[]
  incidentRef?: string
  typedRef?: string
  onDone: () => void
}

function AddForm({ add, people, incidentRef, typedRef, onDone }: AddFormProps) {
  const { state, form, pending, value, error } = useFormAction(add)
  useEffect(() => {
    // In the page there is no dialog that would set the focus.
    if (incidentRef) form.ref.current?.querySelector<HTMLElement>('[name="title"]')?.focus()
  }, [incidentRef, form.ref])
  useEffect(() => {
    if (state.status === 'done') onDone()
  }, [state, onDone])
  return (
    <form
      {...form}
      className="space-y-4"
      aria-label="Add a follow-up"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && incidentRef) onDone()
      }}
    >
      <FormMessage state={state} />
      {incidentRef ? (
        <input type="hidden" name="ref" value={incidentRef} />
      ) : (
        <TextField
          label="Incident"
          name="ref"
          autoComplete="off"
          autoCapitalize="characters"
          required
          maxLength={20}
          placeholder="INC-42"
          defaultValue={value('ref', typedRef)}
          error={error('ref')}
          className="max-w-48"
          data-autofocus={typedRef ? undefined : ''}
        />
      )}
      <FollowUpFields people={people} value={value} error={error} />
      <DialogActions>
        <Button variant="quiet" onClick={onDone}>
          Cancel
        </Button>
        <SubmitButton working={pending}>Add the follow-up</SubmitButton>
      </DialogActions>
    </form>
  )
}
