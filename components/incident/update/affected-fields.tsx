'use client'

import { Plus, X } from 'lucide-react'
import { useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import {
  type Affected,
  type AffectedState,
  affectedStateNames,
  affectedStates,
  updateLimits,
} from '#lib/incident/public-updates.ts'

const listError = 'u-affected-error'

type AffectedFieldsProps = {
  rows: Affected[]
  /** `affected`: what is wrong with the list; `affected.2`: with its third row. */
  errors: Record<string, string>
  onChange: (rows: Affected[]) => void
}

/** What is affected, each by the name that people outside know, and how it is. Carried over from update to update. */
export function AffectedFields({ rows, errors, onChange }: AffectedFieldsProps) {
  const list = useRef<HTMLUListElement>(null)
  const adder = useRef<HTMLButtonElement>(null)
  const error = errors.affected
  const change = (at: number, part: Partial<Affected>) =>
    onChange(rows.map((row, index) => (index === at ? { ...row, ...part } : row)))
  const add = () => {
    onChange([...rows, { name: '', state: 'disrupted' }])
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus())
  }
  const takeOff = (at: number) => {
    onChange(rows.filter((_, index) => index !== at))
    // The button goes with its row: on to the row that comes up, or to where one is added.
    requestAnimationFrame(() => {
      const names = list.current?.querySelectorAll<HTMLElement>('li input')
      const next = names?.[at] ?? names?.[at - 1] ?? adder.current
      next?.focus()
    })
  }
  return (
    <fieldset className="mt-4">
      <legend className="label">What is affected</legend>
      <ul ref={list} className="mt-1.5 space-y-1.5">
        {rows.map((row, at) => (
          // Rows have no identity but their place while they are written.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at}>
            <Row
              at={at}
              row={row}
              error={errors[`affected.${at}`]}
              isListWrong={error !== undefined}
              onChange={(part) => change(at, part)}
              onTakeOff={() => takeOff(at)}
            />
          </li>
        ))}
      </ul>
      {error && <FieldError id={listError}>{error}</FieldError>}
      {rows.length < updateLimits.affected && (
        <Button ref={adder} size="small" variant="quiet" className="mt-1.5 -ml-2" onClick={add}>
          <Plus className="icon" />
          Add what is affected
        </Button>
      )}
    </fieldset>
  )
}

type RowProps = {
  at: number
  row: Affected
  error: string | undefined
  isListWrong: boolean
  onChange: (part: Partial<Affected>) => void
  onTakeOff: () => void
}

function Row({ at, row: { name, state }, error, isListWrong, onChange, onTakeOff }: RowProps) {
  const rowError = `u-affected-${at}-error`
  const described = [error && rowError, isListWrong && listError].filter(Boolean).join(' ')
  return (
    <>
      <div className="flex gap-1.5">
        <input
          className="field min-w-0 flex-1"
          dir="auto"
          aria-label={`Name ${at + 1}`}
          placeholder="Login, orders, the app"
          maxLength={updateLimits.name}
          value={name}
          aria-invalid={described ? true : undefined}
          aria-describedby={described || undefined}
          onChange={({ target }) => onChange({ name: target.value })}
        />
        <select
          className="field w-auto flex-none"
          aria-label={`How ${name || `it (${at + 1})`} is`}
          value={state}
          // One of the options.
          onChange={({ target }) => onChange({ state: target.value as AffectedState })}
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
          onClick={onTakeOff}
        >
          <X className="icon" />
        </Button>
      </div>
      {error && <FieldError id={rowError}>{error}</FieldError>}
    </>
  )
}
