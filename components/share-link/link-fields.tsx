'use client'

import { SelectField, TextField } from '#components/ui/field.tsx'
import { linkLimits } from '#lib/share-link/model.ts'
import { toDateTimeLocal } from '#lib/time/wall.ts'

export type LinkDraft = { label: string; ends: 'usual' | 'at'; endsAt: string }
export const newLinkDraft: LinkDraft = { label: '', ends: 'usual', endsAt: '' }

type LinkFieldsProps = {
  draft: LinkDraft
  /** By the names of the API's fields. */
  errors: { label?: string | undefined; expiresAt?: string | undefined }
  /** For whom it may be. */
  example: string
  /** How long it holds when nothing else is chosen, as an option says it. */
  usual: string
  zone: string
  /** Milliseconds; a time of one's own begins a week later. */
  now: number
  onChange: (part: Partial<LinkDraft>) => void
}

const weekMs = 7 * 86_400_000

/** For whom a link is, and until when. The names of the fields are those of the form. */
export function LinkFields({ draft, errors, example, usual, zone, now, onChange }: LinkFieldsProps) {
  const isAt = draft.ends === 'at'
  const ends = (chosen: string) => {
    const endsAt = draft.endsAt || toDateTimeLocal(now + weekMs, zone)
    onChange(chosen === 'at' ? { ends: 'at', endsAt } : { ends: 'usual' })
  }
  return (
    <>
      <TextField
        label="For whom"
        name="label"
        autoComplete="off"
        required
        data-autofocus=""
        maxLength={linkLimits.label}
        hint={`Such as ${example}. One link for each, so that each can be revoked alone. They do not see this name.`}
        value={draft.label}
        error={errors.label}
        onChange={(event) => onChange({ label: event.target.value })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField
          label="Holds"
          name="ends"
          value={draft.ends}
          error={isAt ? undefined : errors.expiresAt}
          onChange={(event) => ends(event.target.value)}
        >
          <option value="usual">{usual}</option>
          <option value="at">until a day and time</option>
        </SelectField>
        {isAt && (
          <TextField
            label="Until"
            name="endsAt"
            type="datetime-local"
            hint={`Times in ${zone}. A year at most.`}
            value={draft.endsAt}
            error={errors.expiresAt}
            onChange={(event) => onChange({ endsAt: event.target.value })}
          />
        )}
      </div>
    </>
  )
}
