'use client'

import { CheckboxField, TextArea } from '#components/ui/field.tsx'
import type { Answer } from '#lib/incident/incident.ts'

/** An answer as it is typed: words, or "not yet known". */
export type AnswerText = { text: string; isUnknown: boolean }

/** A stored answer as it stands in the field; nothing said so far is an empty text. */
export function answerText(answer: Answer | undefined): AnswerText {
  if (!answer) return { text: '', isUnknown: false }
  return 'text' in answer ? { text: answer.text, isUnknown: false } : { text: '', isUnknown: true }
}

/** The answer as the command takes it. */
export function toAnswer({ text, isUnknown }: AnswerText): NonNullable<Answer> {
  return isUnknown ? { notYetKnown: true } : { text: text.trim() }
}

type AnswerFieldProps = {
  label: string
  hint?: string
  value: AnswerText
  error: string | undefined
  isFirst?: boolean
  onChange: (value: AnswerText) => void
}

/** A question that may be owed: it is said, or it is said that nobody knows yet. */
export function AnswerField({ label, hint, value, error, isFirst, onChange }: AnswerFieldProps) {
  return (
    <div>
      <TextArea
        label={label}
        hint={hint}
        rows={2}
        value={value.text}
        error={error}
        disabled={value.isUnknown}
        data-autofocus={isFirst ? '' : undefined}
        onChange={(event) => onChange({ text: event.target.value, isUnknown: false })}
      />
      <CheckboxField
        className="mt-1"
        label="Not yet known"
        aria-label={`Not yet known: ${label.replace(/\?$/, '').toLowerCase()}`}
        checked={value.isUnknown}
        onChange={(event) => onChange({ ...value, isUnknown: event.target.checked })}
      />
    </div>
  )
}
