import Link from 'next/link'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { ReportState } from '#components/report/report-state.tsx'
import { Time } from '#components/ui/time.tsx'
import type { IncidentView } from '#lib/incident/incident.ts'
import { formatDuration } from '#lib/time/duration.ts'

type Row = { incident: IncidentView; blanks: number }
type ReportListProps = { rows: readonly Row[]; zone: string; now: number }

/** A line per report: what it was, when, how long, and what is still blank in it. */
export function ReportList({ rows, zone, now }: ReportListProps) {
  return (
    <ul className="mt-1">
      {rows.map(({ incident, blanks }) => {
        const { ref, topic, severity, kind, milestones, metrics } = incident
        return (
          <li
            key={ref}
            className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-3 border-b py-3.5 md:grid-cols-[20px_minmax(0,1fr)_auto]"
          >
            <span className="pt-1">
              <SeverityGlyph severity={severity} kind={kind} size={18} />
            </span>
            <div className="min-w-0">
              <h2 className="headline text-20">
                {kind === 'drill' && <span className="text-drill-ink">DRILL </span>}
                <Link
                  href={`/incidents/${ref}/report`}
                  prefetch={false}
                  className="wrap-anywhere underline-offset-3 hover:underline"
                >
                  {topic}
                </Link>
              </h2>
              <p className="text-13 text-ink-2 mt-0.5">
                <span aria-hidden="true">{severity}</span>
                <span className="mono text-12 text-ink-3 mx-2">{ref}</span>
                {milestones.resolvedAt && (
                  <>
                    Resolved{' '}
                    <Time
                      at={milestones.resolvedAt}
                      zone={zone}
                      format="dayTime"
                      now={now}
                      className="font-sans"
                    />
                  </>
                )}
                {metrics.timeToResolveSeconds !== null &&
                  ` after ${formatDuration(metrics.timeToResolveSeconds)}`}
              </p>
            </div>
            <ReportState incident={incident} blanks={blanks} zone={zone} now={now} />
          </li>
        )
      })}
    </ul>
  )
}
