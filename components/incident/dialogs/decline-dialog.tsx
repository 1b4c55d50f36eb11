'use client'

import { DialogForm, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { ReasonField } from '#components/incident/dialogs/reason-field.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'

type Props = { request: Extract<DialogRequest, { dialog: 'decline' }>; onClose: () => void }

/** Saying no to command. The reason is welcome, not asked for. */
export function DeclineDialog({ request, onClose }: Props) {
  const { offer } = useRoom().live.incident
  const { fields, set, clear } = useFields(
    'decline',
    { reason: '' },
    request.given ? { reason: request.given.reason ?? '' } : {},
  )
  return (
    <DialogForm
      title="Decline command"
      lead={`${offer?.from.name ?? 'The Commander'} stays Incident Commander.`}
      label="Decline command"
      onClose={onClose}
      onSent={clear}
      command={{ type: 'decline_command', ...(fields.reason.trim() ? { reason: fields.reason.trim() } : {}) }}
    >
      {(errors) => (
        <ReasonField
          aside="optional"
          data-autofocus=""
          value={fields.reason}
          error={errors.reason}
          onChange={(reason) => set({ reason })}
        />
      )}
    </DialogForm>
  )
}
