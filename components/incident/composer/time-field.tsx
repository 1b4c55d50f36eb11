'use client'

import { useState } from 'react'
import { currentTime } from '#components/ui/ticker.ts'
import { WallClock } from '#components/ui/ticking-text.tsx'
import { formatClockTime } from '#lib/time/format.ts'

type TimeFieldProps = {
  /** A time of day as typed, empty for now. */
  time: string
  zone: string
  now: number
  onChange: (time: string) => void
}

/** The time of the entry: now, running, until somebody presses it to say when it really was. */
export function TimeField({ time, zone, now, onChange }: TimeFieldProps) {
  const [isOpen, setOpen] = useState(false)
  if (time === '' && !isOpen) {
    return (
      <button
        type="button"
        className="mono text-13 text-ink-2 hover:bg-hover self-stretch border-r px-3"
        title="Time of the entry. Press to change it."
        onClick={() => {
          setOpen(true)
          onChange(formatClockTime(currentTime(), zone))
        }}
      >
        <span className="vh">Change the time of the entry, now </span>
        <WallClock zone={zone} now={now} />
      </button>
    )
  }
  return (
    <input
      className="mono text-13 w-[92px] flex-none self-stretch border-r bg-transparent px-3"
      aria-label="Time of the entry, empty for now"
      // It appears because its button was pressed: that is where the typing goes.
      ref={(input) => {
        if (isOpen && input && document.activeElement === document.body) input.select()
      }}
      value={time}
      onChange={(event) => onChange(event.target.value)}
      onBlur={() => setOpen(false)}
    />
  )
}
