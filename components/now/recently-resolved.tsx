import Link from 'next/link'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { Time } from '#components/ui/time.tsx'
import type { IncidentView } from '#lib/incident/incident.ts'
import { formatDuration } from '#lib/time/duration.ts'

type RecentlyResolvedProps = { incidents: readonly IncidentView[]; zone: string; now: number }

/** The last ones that ended, each with its report. */
export function RecentlyResolved({ incidents, zone, now }: RecentlyResolvedProps) {
  return (
    <section className="mt-7" aria-labelledby="recently-resolved">
      <h2 id="recently-resolved" className="sec rule-sec">
        Recently resolved
        <Link href="/incidents" prefetch={false} className="link ml-auto min-h-6 content-center font-normal">
          All incidents
        </Link>
      </h2>
      {incidents.length === 0 ? (
        <p className="text-ink-2 mt-2">Nothing has been resolved yet.</p>
      ) : (
        <table className="text-14 mt-1">
          <thead className="vh">
            <tr>
              <th scope="col">Severity</th>
              <th scope="col">Incident</th>
              <th scope="col">Resolved</th>
              <th scope="col">Lasted</th>
              <th scope="col">Report</th>
            </tr>
          </thead>
          <tbody>
            {incidents.map((incident) => (
              <Row key={incident.ref} incident={incident} zone={zone} now={now} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Row({ incident, zone, now }: { incident: IncidentView; zone: string; now: number }) {
  const { ref, topic, severity, kind, milestones, metrics } = incident
  return (
    <tr className="hover:bg-hover border-t first:border-t-0">
      <td className="w-8 py-2 pr-3 align-middle">
        <SeverityGlyph severity={severity} kind={kind} size={16} />
      </td>
      <td className="w-full min-w-0 py-2 pr-3 break-words">
        {kind === 'drill' && <span className="text-13 text-drill-ink font-bold">DRILL </span>}
        <Link
          href={`/incidents/${ref}`}
          prefetch={false}
          className="[overflow-wrap:anywhere] underline-offset-3 hover:underline"
        >
          {topic}
        </Link>{' '}
        <span className="mono text-12 text-ink-3 ml-1 hidden whitespace-nowrap sm:inline">{ref}</span>
        {milestones.resolvedAt && (
          <span className="text-12 text-ink-3 block md:hidden">
            <Time at={milestones.resolvedAt} zone={zone} format="dayTime" now={now} className="font-sans" />
            <span className="sm:hidden">
              {metrics.timeToResolveSeconds !== null &&
                ` after ${formatDuration(metrics.timeToResolveSeconds)}`}
            </span>
          </span>
        )}
      </td>
      <td className="text-ink-2 hidden py-2 pr-6 whitespace-nowrap md:table-cell">
        {milestones.resolvedAt && (
          <Time at={milestones.resolvedAt} zone={zone} format="dayTime" now={now} className="font-sans" />
        )}
      </td>
      <td className="mono text-13 text-ink-2 hidden py-2 pr-6 text-right whitespace-nowrap sm:table-cell">
        {metrics.timeToResolveSeconds !== null && formatDuration(metrics.timeToResolveSeconds)}
      </td>
      <td className="py-2 text-right whitespace-nowrap">
        <Link
          href={`/incidents/${ref}/report`}
          prefetch={false}
          className="link text-13 inline-flex min-h-6 items-center"
          aria-label={`Report of ${ref}`}
        >
          Report
        </Link>
      </td>
    </tr>
  )
}
