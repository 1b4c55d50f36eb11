'use client'

import type { ReactNode } from 'react'

type ChoiceProps = {
  name: string
  value: string
  isChosen: boolean
  onChoose: () => void
  /** What is chosen: one line. */
  label: ReactNode
  /** What that means. */
  says?: ReactNode
  isFirst?: boolean
  /** Shown for comparison, not to be chosen. */
  isDisabled?: boolean
}

/** One of a few, as a row that is a radio. */
export function Choice({
  name,
  value,
  isChosen,
  onChoose,
  label,
  says,
  isFirst,
  isDisabled = false,
}: ChoiceProps) {
  return (
    <label
      className={`flex items-start gap-3 rounded-sm border px-3 py-2 ${isChosen ? 'border-accent bg-accent-soft' : isDisabled ? 'border-rule' : 'border-line hover:bg-hover'}`}
    >
      <input
        type="radio"
        name={name}
        value={value}
        checked={isChosen}
        disabled={isDisabled}
        onChange={onChoose}
        className="mt-1"
        data-autofocus={isFirst ? '' : undefined}
      />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2 font-semibold">{label}</span>
        {says && <span className="text-13 text-ink-2 block">{says}</span>}
      </span>
    </label>
  )
}
