'use client'

import { Check } from 'lucide-react'
import { type Affected, affectedChoices } from '#components/declare/form.ts'
import { FieldError } from '#components/ui/field-error.tsx'

type WhoIsAffectedProps = {
  value: Affected | null
  more: string
  onChange: (value: { affected: Affected | null; affectedMore: string }) => void
  error: string | undefined
}

/** Who is affected? A guess in one press, and room for more. May be left open. */
export function WhoIsAffected({ value, more, onChange, error }: WhoIsAffectedProps) {
  return (
    <fieldset aria-describedby={error ? 'affected-error' : undefined}>
      <legend className="label">
        Who is affected? <span className="text-ink-3 font-normal">Optional</span>
      </legend>
      <div className="mt-2 flex flex-wrap gap-2">
        {affectedChoices.map((choice) => {
          const isChosen = choice === value
          return (
            <label
              key={choice}
              className={`btn has-focus-visible:outline-accent min-h-11 cursor-pointer font-medium has-focus-visible:outline-2 has-focus-visible:outline-offset-2 sm:min-h-9 ${isChosen ? '!border-accent !bg-accent-soft' : ''}`}
            >
              <input
                type="radio"
                name="affected"
                className="vh"
                checked={isChosen}
                onChange={() => onChange({ affected: choice, affectedMore: more })}
              />
              {isChosen && <Check className="icon text-accent-ink" strokeWidth={2.5} />}
              {choice}
            </label>
          )
        })}
        <input
          className="field !min-h-9 !w-auto min-w-[200px] flex-1"
          id="affected-more"
          aria-label="Who exactly"
          placeholder="Which ones, how many"
          value={more}
          onChange={(event) => onChange({ affected: value, affectedMore: event.target.value })}
        />
      </div>
      {error && <FieldError id="affected-error">{error}</FieldError>}
    </fieldset>
  )
}
