'use client'

import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import {
  type Affected,
  type AffectedState,
  affectedStateNames,
  affectedStates,
  updateLimits,
} from '#lib/incident/public-updates.ts'

type AffectedFieldsProps = {
  rows: Affected[]
  error: string | undefined
  onChange: (rows: Affected[]) => void
}

/** What is affected, each by the name that people outside know, and how it is. Carried over from update to update. */
export function AffectedFields({ rows, error, onChange }: AffectedFieldsProps) {
  const list = useRef<HTMLUListElement>(null)
  const change = (at: number, part: Partial<Affected>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  const add = () => {
    onChange([...rows, { name: '', state: 'disrupted' }])
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus())
  }
  return (
    <fieldset className="mt-4">
      <legend className="label">What is affected</legend>
      <ul ref={list} className="mt-1.5 space-y-1.5">
        {rows.map(({ name, state }, at) => (
          // Rows have no identity but their place while they are written.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} className="flex gap-1.5">
            <input
              className="field min-w-0 flex-1"
              aria-label={`Name ${at + 1}`}
              placeholder="Login, orders, the app"
              maxLength={updateLimits.name}
              value={name}
              aria-invalid={error ? true : undefined}
              onChange={({ target }) => change(at, { name: target.value })}
            />
            <select
              className="field w-auto flex-none"
              aria-label={`How ${name || `it (${at + 1})`} is`}
              value={state}
              // One of the options.
              onChange={({ target }) => change(at, { state: target.value as AffectedState })}
            >
              {affectedStates.map((each) => (
                <option key={each} value={each}>
                  {affectedStateNames[each]}
                </option>
              ))}
            </select>
            <Button
              variant="quiet"
              className="btn-icon flex-none self-center"
              aria-label={`Take ${name || `row ${at + 1}`} off the list`}
              onClick={() => onChange(rows.filter((_, index) => index !== at))}
            >
              <X className="icon" />
            </Button>
          </li>
        ))}
      </ul>
      {error && <FieldError>{error}</FieldError>}
      {rows.length < updateLimits.affected && (
        <Button size="small" variant="quiet" className="mt-1.5 -ml-2" onClick={add}>
          <Plus className="icon" />
          Add what is affected
        </Button>
      )}
    </fieldset>
  )
}
