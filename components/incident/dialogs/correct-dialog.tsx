'use client'

import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { correctionsOf } from '#components/incident/log/corrections.ts'
import { wordsOf } from '#components/incident/log/entry-words.ts'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { TextArea, TextField } from '#components/ui/field.tsx'

type Props = { request: Extract<DialogRequest, { dialog: 'correct' }>; onClose: () => void }

/** A correction is a new entry that points at the old one: both stay. */
export function CorrectDialog({ request, onClose }: Props) {
  const { entries } = useRoom().live
  const { seq, given } = request
  const entry = entries.find((each) => each.seq === seq && !each.pending)
  const text = entry ? wordsOf(entry, correctionsOf(entries).get(seq) ?? null).now : ''
  const start = given ? { text: given.text, reason: given.reason } : {}
  const { fields, set, clear } = useFields(`correct-${seq}`, { text, reason: '' }, start)
  return (
    <DialogForm
      title={`Correct entry ${seq}`}
      lead="The old words stay in the log and can be looked up."
      wide
      label="Log the correction"
      onClose={onClose}
      onSent={clear}
      check={() =>
        required({
          text: [fields.text, 'Write what it should say.'],
          reason: [fields.reason, 'Say what was wrong with it.'],
        })
      }
      command={{ type: 'correct_entry', seq, text: fields.text.trim(), reason: fields.reason.trim() }}
    >
      {(errors) => (
        <>
          <TextArea
            label="What it should say"
            data-autofocus=""
            rows={4}
            value={fields.text}
            error={errors.text}
            onChange={(event) => set({ text: event.target.value })}
          />
          <TextField
            label="Why"
            hint="What was wrong with it."
            value={fields.reason}
            error={errors.reason}
            onChange={(event) => set({ reason: event.target.value })}
          />
        </>
      )}
    </DialogForm>
  )
}
