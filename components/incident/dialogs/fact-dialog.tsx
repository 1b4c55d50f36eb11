'use client'

import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { TextArea } from '#components/ui/field.tsx'

type Props = { request: Extract<DialogRequest, { dialog: 'fact' }>; onClose: () => void }

/** The cause, or what is true now, in a sentence. */
export function FactDialog({ request, onClose }: Props) {
  const { live } = useRoom()
  const { fact, given, text } = request
  const initial = { text: live.incident.facts[fact]?.text ?? '' }
  const start = given ? { text: given.text } : text ? { text } : {}
  const { fields, set, clear } = useFields(`fact-${fact}`, initial, start)
  const isCause = fact === 'cause'
  return (
    <DialogForm
      title={isCause ? 'State the cause' : 'State what is true now'}
      lead={
        isCause
          ? 'As far as it is known. It can be stated again.'
          : 'One or two sentences that help whoever joins now.'
      }
      label={isCause ? 'Log the cause' : 'Log what is true now'}
      onClose={onClose}
      onSent={clear}
      check={() => required({ text: [fields.text, 'Write it in a sentence.'] })}
      command={{ type: 'state_fact', fact, text: fields.text.trim() }}
    >
      {(errors) => (
        <TextArea
          label={isCause ? 'Cause' : 'Now'}
          data-autofocus=""
          rows={3}
          value={fields.text}
          error={errors.text}
          onChange={(event) => set({ text: event.target.value })}
        />
      )}
    </DialogForm>
  )
}
