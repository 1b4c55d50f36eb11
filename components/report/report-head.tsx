import type { Route } from 'next'
import Link from 'next/link'
import { SeverityBadge } from '#components/incident/severity-badge.tsx'
import type { Report } from '#lib/report/model.ts'

/** What it was, and the way to the log that it was composed from. */
export function ReportHead({ report }: { report: Report }) {
  const { ref, kind, severity, headline, statusLine, entries } = report
  // A ref of ours, so this is the page of that incident.
  const incident = `/incidents/${ref}` as Route
  return (
    <>
      <div className="pt-6 pb-4">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <SeverityBadge severity={severity} kind={kind} />
          <span className="mono text-13 text-ink-2 whitespace-nowrap">{ref}</span>
          <span className="text-13 text-ink-3">{statusLine}</span>
        </p>
        <h1
          className={`headline mt-2 wrap-anywhere ${headline.length > 120 ? 'text-24' : 'text-30 md:text-38'}`}
        >
          {headline}
        </h1>
      </div>
      <div className="rule-head" />
      <nav className="flex gap-6 overflow-x-auto border-b" aria-label={ref}>
        <Link className="tab" href={`${incident}/report` as Route} prefetch={false} aria-current="page">
          Situation report
        </Link>
        <Link className="tab" href={incident} prefetch={false}>
          Log <span className="mono text-12 text-ink-3">{entries}</span>
        </Link>
      </nav>
    </>
  )
}
