'use client'

import { useState } from 'react'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { TextArea } from '#components/ui/field.tsx'

type Props = { request: Extract<DialogRequest, { dialog: 'topic' }>; onClose: () => void }

/** The incident's headline, said better. Somebody else's newer words are not overwritten unseen. */
export function TopicDialog({ request, onClose }: Props) {
  const { live } = useRoom()
  const { topic } = live.incident
  const [basedOn] = useState(live.confirmed.seq)
  const { given } = request
  const { fields, set, clear } = useFields('topic', { topic }, given ? { topic: given.topic } : {})
  const said = fields.topic.replace(/\s+/g, ' ').trim()
  return (
    <DialogForm
      title="Change the topic"
      lead="What is wrong, in one line that somebody who joins now understands."
      wide
      label="Change the topic"
      onClose={onClose}
      onSent={clear}
      check={() => required({ topic: [said, 'Write what is wrong in one line.'] })}
      command={{ type: 'set_topic', topic: said, basedOn }}
    >
      {(errors) => (
        <TextArea
          label="Topic"
          data-autofocus=""
          rows={2}
          maxLength={300}
          value={fields.topic}
          error={errors.topic}
          onChange={(event) => set({ topic: event.target.value })}
        />
      )}
    </DialogForm>
  )
}
