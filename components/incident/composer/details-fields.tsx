'use client'

import { useId } from 'react'
import type { Details } from '#components/incident/composer/compose.ts'
import type { LogKind } from '#components/incident/composer/slash.ts'

export type DetailsFieldsProps = {
  kind: LogKind
  details: Details
  onChange: (details: Details) => void
  /** Enter in any of them logs. */
  onLog: () => void
}

type TextKey = Exclude<keyof Details, 'outcome'>
const fields: Partial<Record<LogKind, { key: TextKey; label: string; hint?: string; isWide?: boolean }[]>> = {
  decision: [{ key: 'rejected', label: 'Rejected', hint: 'What was not done, and why', isWide: true }],
  deploy: [
    { key: 'service', label: 'Service', hint: 'web' },
    { key: 'from', label: 'From', hint: 'v846' },
    { key: 'to', label: 'To', hint: 'v847' },
  ],
  migration: [{ key: 'name', label: 'Name', hint: 'add_index_sessions_token', isWide: true }],
}

/** The few fields that a decision, a deploy or a migration has besides its words. */
export function DetailsFields({ kind, details, onChange, onLog }: DetailsFieldsProps) {
  const id = useId()
  const own = fields[kind]
  if (!own) return null
  const hasOutcome = kind !== 'decision'
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in a field of the form logs it
    <div
      className="mt-2 flex flex-wrap items-end gap-x-3 gap-y-2"
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return
        event.preventDefault()
        onLog()
      }}
    >
      {own.map(({ key, label, hint, isWide }) => (
        <label key={key} className={`text-13 ${isWide ? 'min-w-48 flex-1' : 'w-24 flex-auto'}`}>
          <span className="text-ink-2">{label}</span>
          <input
            className="field text-14 min-h-9"
            value={details[key]}
            placeholder={hint}
            onChange={(event) => onChange({ ...details, [key]: event.target.value })}
          />
        </label>
      ))}
      {hasOutcome && (
        <>
          <label className="text-13 w-32 flex-auto" htmlFor={`${id}-outcome`}>
            <span className="text-ink-2">Outcome</span>
            <select
              id={`${id}-outcome`}
              className="field text-14 min-h-9"
              value={details.outcome}
              onChange={(event) => {
                // The options below are exactly the outcomes and the empty one.
                onChange({ ...details, outcome: event.target.value as Details['outcome'] })
              }}
            >
              <option value="">Not said</option>
              <option value="running">Running</option>
              <option value="succeeded">Succeeded</option>
              <option value="failed">Failed</option>
              <option value="rolled_back">Rolled back</option>
              <option value="cancelled">Cancelled</option>
            </select>
          </label>
          <label className="text-13 w-24 flex-auto">
            <span className="text-ink-2">Ended at</span>
            <input
              className="field mono text-14 min-h-9"
              value={details.endedAt}
              placeholder="14:25"
              onChange={(event) => onChange({ ...details, endedAt: event.target.value })}
            />
          </label>
        </>
      )}
    </div>
  )
}
