'use client'

import type { ReactNode, RefObject } from 'react'
import { describedBy, FieldShell, TextArea } from '#components/ui/field.tsx'
import type { SendDraft } from '#lib/document/sending/model.ts'

type SendWordsProps = {
  draft: SendDraft
  /** What changed since the version before; null: nothing was sent before. */
  changes: string | null
  gaps: readonly { number: number; text: string }[]
  errors: Record<string, string>
  override: RefObject<HTMLTextAreaElement | null>
  onChange: (part: Partial<SendDraft>) => void
}

/** What the recipients are told besides the document; and where answers are missing, why it goes all the same. */
export function SendWords({ draft, changes, gaps, errors, override, onChange }: SendWordsProps) {
  return (
    <div className="space-y-3">
      {gaps.length > 0 && (
        <Gaps gaps={gaps}>
          <FieldShell
            id="send-override"
            label="Why it is sent with these gaps"
            hint="Or mend the report first. The log keeps the reason."
            error={errors.override}
            className="mt-2"
          >
            <textarea
              ref={override}
              id="send-override"
              className="field"
              rows={2}
              maxLength={500}
              {...describedBy('send-override', { hint: 'x', error: errors.override })}
              value={draft.override}
              onChange={(event) => onChange({ override: event.target.value })}
            />
          </FieldShell>
        </Gaps>
      )}
      {changes !== null && (
        <TextArea
          label="What changed"
          hint="The new version tells what changed since the one before. From the lines of its versions."
          rows={3}
          maxLength={20_000}
          value={changes}
          error={errors.changes}
          onChange={(event) => onChange({ changes: event.target.value })}
        />
      )}
      <details open={draft.note !== ''}>
        <summary className="text-13 text-ink-2 min-h-6 w-fit">Add a note to the recipients</summary>
        <TextArea
          label="Note"
          hint="It stands above the summary, with your name."
          className="mt-2"
          rows={3}
          maxLength={20_000}
          value={draft.note}
          error={errors.note}
          onChange={(event) => onChange({ note: event.target.value })}
        />
      </details>
    </div>
  )
}

type GapsProps = Pick<SendWordsProps, 'gaps'> & { children: ReactNode }

function Gaps({ gaps, children }: GapsProps) {
  return (
    <div className="border-line rounded-sm border px-3 py-2.5">
      <p className="text-13 font-semibold">
        {gaps.length === 1 ? 'One gap holds it back' : `${gaps.length} gaps hold it back`}
      </p>
      <ul className="text-13 text-ink-2 mt-1">
        {gaps.map(({ number, text }) => (
          <li key={`${number}${text}`} className="grid grid-cols-[1.5rem_minmax(0,1fr)] items-baseline">
            <a
              className="mono text-accent-ink inline-block min-h-6 underline underline-offset-2"
              href={`#question-${number}`}
              aria-label={`Question ${number}`}
            >
              {number}
            </a>
            <span className="wrap-anywhere">{text}</span>
          </li>
        ))}
      </ul>
      {children}
    </div>
  )
}
