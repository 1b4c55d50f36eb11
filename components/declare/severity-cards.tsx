'use client'

import { Check } from 'lucide-react'
import { SeverityShape } from '#components/incident/severity-shape.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { type Severity, severities } from '#lib/incident/incident.ts'
import { severityGuide } from '#lib/incident/words.ts'

type SeverityCardsProps = {
  value: Severity | null
  onChange: (severity: Severity) => void
  isDrill: boolean
  error: string | undefined
}

/** How bad is it? Each severity with its definition and examples; 1, 2 and 3 choose one. */
export function SeverityCards({ value, onChange, isDrill, error }: SeverityCardsProps) {
  return (
    <fieldset aria-describedby={error ? 'severity-error' : undefined}>
      <legend className="label">How bad is it?</legend>
      {/* Above the cards: on a phone what stands below them is out of sight. */}
      {error && <FieldError id="severity-error">{error}</FieldError>}
      <div className="mt-2 grid gap-3 md:grid-cols-3">
        {severities.map((severity) => (
          <Card
            key={severity}
            severity={severity}
            isChosen={value === severity}
            isDrill={isDrill}
            isInvalid={Boolean(error)}
            onChoose={() => onChange(severity)}
          />
        ))}
      </div>
    </fieldset>
  )
}

type CardProps = {
  severity: Severity
  isChosen: boolean
  isDrill: boolean
  isInvalid: boolean
  onChoose: () => void
}

function Card({ severity, isChosen, isDrill, isInvalid, onChoose }: CardProps) {
  const { name, meaning, examples } = severityGuide[severity]
  const number = severity.slice(3)
  return (
    <label className={`sevcard sevcard-${isDrill ? 'drill' : number}`}>
      <input
        type="radio"
        name="severity"
        id={`severity-${number}`}
        value={severity}
        checked={isChosen}
        onChange={onChoose}
        className="vh"
        aria-invalid={isInvalid || undefined}
        aria-label={`${severity}, ${name}`}
        aria-describedby={`severity-${number}-meaning`}
      />
      <span className="flex items-center gap-2">
        <SeverityShape
          severity={severity}
          size={22}
          className={isDrill ? 'glyph-drill' : `glyph-${number}`}
        />
        <b className="text-15 font-bold">{isDrill ? `DRILL ${severity}` : severity}</b>
        <span className="on text-12 ml-auto items-center gap-1 font-semibold">
          <Check className="icon icon-sm" strokeWidth={2.5} />
          Chosen
        </span>
        <span className="off ml-auto">
          <Kbd>{number}</Kbd>
        </span>
      </span>
      <span className="headline text-20 mt-2 block">{name}</span>
      <span id={`severity-${number}-meaning`}>
        <span className="mt-1 block">{meaning}</span>
        <span className="text-13 text-ink-2 border-rule-2 mt-2.5 block border-t pt-2.5">{examples}</span>
      </span>
    </label>
  )
}
