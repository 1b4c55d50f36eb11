import { useId } from 'react'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { describedBy } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import { type Severity, severities } from '#lib/incident/incident.ts'

type SeverityBoxesProps = {
  legend: string
  hint?: string
  name: string
  chosen: readonly Severity[]
  error?: string | undefined
}

/** One box per severity. */
export function SeverityBoxes({ legend, hint, name, chosen, error }: SeverityBoxesProps) {
  const id = useId()
  return (
    <fieldset>
      <legend className="text-13 font-semibold">{legend}</legend>
      {hint && <p className="hint mt-0.5">{hint}</p>}
      <div className="mt-1 flex flex-wrap gap-x-6">
        {severities.map((severity) => (
          <label key={severity} className="inline-flex min-h-11 items-center gap-2">
            <input
              type="checkbox"
              name={name}
              value={severity}
              defaultChecked={chosen.includes(severity)}
              {...describedBy(id, { error })}
            />
            <SeverityGlyph severity={severity} size={16} />
            <span aria-hidden="true">{severity}</span>
          </label>
        ))}
      </div>
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  )
}
