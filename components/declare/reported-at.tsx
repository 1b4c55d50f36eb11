'use client'

import { reportedAtOf } from '#components/declare/form.ts'
import { Button } from '#components/ui/button.tsx'
import { describedBy } from '#components/ui/field.tsx'
import { FieldError } from '#components/ui/field-error.tsx'
import { currentTime, useTicking } from '#components/ui/ticker.ts'
import { formatClockTime, formatDay, isSameDay, zoneAbbreviation } from '#lib/time/format.ts'
import { toDateTimeLocal } from '#lib/time/wall.ts'

export type ReportedAtValue = { time: string; date: string }

type ReportedAtProps = ReportedAtValue & {
  onChange: (value: ReportedAtValue) => void
  zone: string
  /** The moment that the page was rendered for, in milliseconds. */
  now: number
  error: string | undefined
}

const fiveMinutes = 5 * 60_000

/** When it was reported: now, which ticks; five minutes ago; or any time, on another day if need be. */
export function ReportedAt({ time, date, onChange, zone, now, error }: ReportedAtProps) {
  const clock = useTicking((at) => formatClockTime(at, zone), now)
  const isNow = time === '' && date === ''
  const day = useTicking((at) => dayOf({ time, date }, zone, at), now)
  const hint = `${zoneAbbreviation(now, zone)}, ${day}`
  return (
    <div>
      <label className="label" htmlFor="reported-at">
        Reported at
      </label>
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        <input
          id="reported-at"
          className="field mono !w-[104px]"
          value={isNow ? clock : time}
          onChange={(event) => onChange({ time: event.target.value, date })}
          // A clock that runs while somebody types in it would take their digits away.
          onFocus={() => isNow && onChange({ time: formatClockTime(currentTime(), zone), date })}
          autoComplete="off"
          {...describedBy('reported-at', { hint, error })}
        />
        <Button
          variant="quiet"
          className="text-13 min-h-10"
          aria-pressed={isNow}
          onClick={() => onChange({ time: '', date: '' })}
        >
          Now
        </Button>
        <Button
          variant="quiet"
          className="text-13 min-h-10"
          onClick={() => onChange({ time: formatClockTime(currentTime() - fiveMinutes, zone), date: '' })}
        >
          5 min ago
        </Button>
      </div>
      <p id="reported-at-hint" className="hint mt-1.5">
        {hint}.{' '}
        {date === '' && (
          <button
            type="button"
            className="link min-h-6"
            onClick={() => {
              const meant = reportedAtOf({ time, date }, zone, currentTime())
              const local = toDateTimeLocal(meant instanceof Date ? meant : currentTime(), zone)
              onChange({ time: time || local.slice(11), date: local.slice(0, 10) })
            }}
          >
            Another day
          </button>
        )}
      </p>
      {date !== '' && (
        <div className="mt-1.5 flex gap-1.5">
          <input
            type="date"
            aria-label="Reported on"
            className="field mono"
            value={date}
            max={toDateTimeLocal(now, zone).slice(0, 10)}
            onChange={(event) => onChange({ time, date: event.target.value })}
          />
        </div>
      )}
      {error && <FieldError id="reported-at-error">{error}</FieldError>}
    </div>
  )
}

function dayOf(value: ReportedAtValue, zone: string, now: number): string {
  const at = reportedAtOf(value, zone, now)
  if (!(at instanceof Date) || isSameDay(at, now, zone)) return 'today'
  return formatDay(at, zone, now)
}
