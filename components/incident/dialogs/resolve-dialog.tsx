'use client'

import { AnswerField, answerText, toAnswer } from '#components/incident/dialogs/answer-field.tsx'
import { DialogForm, required, useFields } from '#components/incident/dialogs/dialog-form.tsx'
import { type DialogRequest, useRoom } from '#components/incident/room.ts'
import { TextArea } from '#components/ui/field.tsx'

type Props = { request: Extract<DialogRequest, { dialog: 'resolve' }>; onClose: () => void }

const missing = 'Say it, or mark it as not yet known.'

/** The solution in a sentence, and who was affected and how; filled in with what the incident says already. */
export function ResolveDialog({ request, onClose }: Props) {
  const { live } = useRoom()
  const { impact, solution, ref } = live.incident
  const { given, text } = request
  const initial = { solution: solution ?? '', who: answerText(impact.who), how: answerText(impact.how) }
  const start = {
    ...(text ? { solution: text } : {}),
    ...(given
      ? {
          solution: given.solution,
          who: answerText(given.impact.who),
          how: answerText(given.impact.how),
        }
      : {}),
  }
  const { fields, set, clear } = useFields('resolve', initial, start)
  return (
    <DialogForm
      title={`Resolve ${ref}`}
      lead="This stops the clock. The situation report is composed from the log."
      wide
      label={`Resolve ${ref}`}
      onClose={onClose}
      onSent={clear}
      check={() =>
        required({
          solution: [fields.solution, 'Say in a sentence what fixed it. If nobody knows, say that.'],
          who: [fields.who.isUnknown ? '-' : fields.who.text, missing],
          how: [fields.how.isUnknown ? '-' : fields.how.text, missing],
        })
      }
      command={{
        type: 'resolve',
        solution: fields.solution.trim(),
        impact: { who: toAnswer(fields.who), how: toAnswer(fields.how) },
      }}
    >
      {(errors) => (
        <>
          <TextArea
            label="What was the solution?"
            hint="In a sentence: what fixed it, and whether that is for good."
            data-autofocus=""
            rows={2}
            value={fields.solution}
            error={errors.solution}
            onChange={(event) => set({ solution: event.target.value })}
          />
          <AnswerField
            label="Who was affected?"
            value={fields.who}
            error={errors.who}
            onChange={(who) => set({ who })}
          />
          <AnswerField
            label="How were they affected?"
            value={fields.how}
            error={errors.how}
            onChange={(how) => set({ how })}
          />
        </>
      )}
    </DialogForm>
  )
}
