import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { type Severity, severities } from '#lib/incident/incident.ts'
import { type Day, daysUntil, type Past } from '#lib/now/model.ts'
import { formatDay } from '#lib/time/format.ts'

type QuietStripProps = { history: readonly Past[]; zone: string; now: number }

const step = 8
const floor = 40

/** The last 90 days, a stroke per day with an incident: the worst of that day, taller means more severe. */
export function QuietStrip({ history, zone, now }: QuietStripProps) {
  const moment = new Date(now).toISOString()
  const days = daysUntil(moment, zone, history)
  const totals = severities.map((severity) => ({
    severity,
    n: days.reduce((sum, day) => sum + day.counts[severity], 0),
  }))
  const words = totals.map(({ severity, n }) => `${n} ${severity}`).join(', ')
  const told = days.filter((day) => day.worst !== null).reverse()
  return (
    <figure className="mt-8">
      <svg
        viewBox={`0 0 ${days.length * step} 42`}
        className="w-full"
        role="img"
        aria-label={`Incidents in the last 90 days: ${words}`}
      >
        <path d={`M0 ${floor}H${days.length * step}`} stroke="var(--rule-2)" />
        {days.map((day, index) => (
          <Stroke key={day.at} x={index * step + step / 2} worst={day.worst} />
        ))}
      </svg>
      <p className="text-12 text-ink-3 mt-1 flex justify-between">
        <span>{formatDay(days[0]?.at ?? now, 'UTC', now)}</span>
        <span>Today</span>
      </p>
      <figcaption className="text-12 text-ink-2 mt-2 flex flex-wrap items-center gap-x-4 gap-y-1">
        {totals.map(({ severity, n }) => (
          <span key={severity} className="flex items-center gap-1.5">
            <SeverityGlyph severity={severity} size={14} />
            <span aria-hidden="true">
              {n} {severity}
            </span>
            <span className="vh">{n}</span>
          </span>
        ))}
        <span className="text-ink-3 ml-auto hidden sm:inline">
          Taller means more severe. Drills are left out.
        </span>
      </figcaption>
      {told.length > 0 && <DayTable days={told} now={now} />}
    </figure>
  )
}

function Stroke({ x, worst }: { x: number; worst: Severity | null }) {
  if (worst === 'SEV1') return <rect x={x - 2.5} y="8" width="5" height="32" fill="var(--sev1)" />
  if (worst === 'SEV2') {
    return (
      <rect
        x={x - 2}
        y="20"
        width="4"
        height="20"
        fill="var(--sev2)"
        stroke="var(--sev2-ink)"
        strokeWidth=".75"
      />
    )
  }
  if (worst === 'SEV3') {
    return <rect x={x - 1.5} y="29" width="3" height="11" fill="none" stroke="var(--sev3)" />
  }
  return <path d={`M${x} 37V${floor}`} stroke="var(--rule-2)" />
}

function DayTable({ days, now }: { days: readonly Day[]; now: number }) {
  return (
    <details className="text-12 text-ink-3 mt-1">
      <summary className="min-h-6 w-fit leading-6">Show as table</summary>
      <table className="text-13 text-ink-2 mt-1 max-w-[360px]">
        <thead>
          <tr>
            <th scope="col">Day</th>
            {severities.map((severity) => (
              <th key={severity} scope="col" className="!text-right">
                {severity}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((day) => (
            <tr key={day.at} className="border-t">
              <td className="py-1">{formatDay(day.at, 'UTC', now)}</td>
              {severities.map((severity) => (
                <td key={severity} className="mono text-right">
                  {day.counts[severity]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
