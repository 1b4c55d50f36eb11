'use client'

import { useState } from 'react'
import { AnswerField, answerText, toAnswer } from '#components/incident/dialogs/answer-field.tsx'
import { DialogForm, type Errors, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import type { CommandBody } from '#components/live/pending.ts'
import { TextField } from '#components/ui/field.tsx'
import { fromDateTimeLocal, toDateTimeLocal } from '#lib/time/wall.ts'

type Props = { request: Extract<DialogRequest, { dialog: 'impact' }>; onClose: () => void }

/** Who is affected, how, since when: what is left empty stays as it is. */
export function ImpactDialog({ request, onClose }: Props) {
  const { live, zone } = useRoom()
  const { impact, milestones } = live.incident
  const [basedOn] = useState(live.confirmed.seq)
  const began = milestones.impactStartedAt
  const initial = {
    how: answerText(impact.how),
    who: answerText(impact.who),
    startedAt: began ? toDateTimeLocal(began, zone) : '',
  }
  const { given, text } = request
  const start = {
    ...(text ? { how: { text, isUnknown: false } } : {}),
    ...(given?.how ? { how: answerText(given.how) } : {}),
    ...(given?.who ? { who: answerText(given.who) } : {}),
    ...(given?.startedAt ? { startedAt: toDateTimeLocal(given.startedAt, zone) } : {}),
  }
  const { fields, set, clear } = useFields('impact', initial, start)
  const isSaid = (field: typeof fields.who) => field.isUnknown || field.text.trim() !== ''
  const startedAt = fields.startedAt === initial.startedAt ? null : fromDateTimeLocal(fields.startedAt, zone)
  const command: Extract<CommandBody, { type: 'describe_impact' }> = {
    type: 'describe_impact',
    basedOn,
    ...(isSaid(fields.how) ? { how: toAnswer(fields.how) } : {}),
    ...(isSaid(fields.who) ? { who: toAnswer(fields.who) } : {}),
    ...(startedAt ? { startedAt: startedAt.toISOString() } : {}),
  }
  return (
    <DialogForm
      title="Describe the impact"
      wide
      label="Log the impact"
      onClose={onClose}
      onSent={clear}
      check={(): Errors =>
        command.how || command.who || command.startedAt
          ? {}
          : { how: 'Say something about the impact, or close this.' }
      }
      shown={({ startedAt, impactStartedAt }) => ({ startedAt: startedAt ?? impactStartedAt })}
      command={command}
    >
      {(errors) => (
        <>
          <AnswerField
            label="What do customers see?"
            isFirst
            value={fields.how}
            error={errors.how}
            onChange={(how) => set({ how })}
          />
          <AnswerField
            label="Who is affected?"
            hint="Which customers or teams, and how many."
            value={fields.who}
            error={errors.who}
            onChange={(who) => set({ who })}
          />
          <TextField
            label="When did the impact begin?"
            aside="optional"
            type="datetime-local"
            hint={`Times in ${zone}`}
            value={fields.startedAt}
            error={errors.startedAt}
            onChange={(event) => set({ startedAt: event.target.value })}
          />
        </>
      )}
    </DialogForm>
  )
}
