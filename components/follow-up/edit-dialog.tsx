'use client'

import { useEffect } from 'react'
import type { FollowUpActions, Owner } from '#components/follow-up/actions.ts'
import { FollowUpFields } from '#components/follow-up/follow-up-fields.tsx'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogActions } from '#components/ui/dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import { type Day, dayWords, type FollowUp, kindWords, stateNames } from '#lib/follow-up/model.ts'

type EditDialogProps = {
  followUp: FollowUp
  edit: FollowUpActions['edit']
  people: readonly Owner[]
  today: Day
  onClose: () => void
}

/** Changes a follow-up. When somebody else was quicker, both texts stand there, and saving again means it. */
export function EditDialog({ followUp, edit, people, today, onClose }: EditDialogProps) {
  const { state, form, pending, value, error } = useFormAction(edit)
  const conflict = state.status === 'done' ? state.result.conflict : null
  useEffect(() => {
    if (state.status === 'done' && !state.result.conflict) onClose()
  }, [state, onClose])
  return (
    <Dialog open onClose={onClose} title={`Edit follow-up ${followUp.number} of ${followUp.ref}`}>
      <form {...form} className="space-y-4">
        <FormMessage state={state} />
        {conflict && (
          <Notice kind="error" title="Somebody has changed it meanwhile. It is now:">
            {nowWords(conflict, today)} What you wrote is still here. Saving again puts yours in its place.
          </Notice>
        )}
        <input type="hidden" name="id" value={followUp.id} />
        <input
          type="hidden"
          name="changedAt"
          value={conflict?.changedAt ?? value('changedAt', followUp.changedAt)}
        />
        <FollowUpFields people={people} followUp={followUp} value={value} error={error} />
        <DialogActions>
          <Button variant="quiet" onClick={onClose}>
            Cancel
          </Button>
          <SubmitButton working={pending}>{conflict ? 'Save mine' : 'Save'}</SubmitButton>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function nowWords({ title, kind, state, owner, dueOn, url }: FollowUp, today: Day): string {
  const due = dueOn ? `due ${dayWords(dueOn, today)}` : 'without a day'
  const names = [kindWords[kind].name, stateNames[state]].map((name) => name.toLowerCase())
  const parts = [...names, owner?.name ?? 'nobody’s', due, url ?? '']
  return `“${title}” (${parts.filter(Boolean).join(', ')}).`
}
