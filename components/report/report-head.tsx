import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { SeverityBadge } from '#components/incident/severity-badge.tsx'
import type { Report } from '#lib/report/model.ts'

type ReportHeadProps = {
  /** Of the report, or of the post-mortem. */
  of: Pick<Report, 'ref' | 'kind' | 'severity' | 'headline' | 'statusLine' | 'entries'>
  current: 'report' | 'post-mortem'
  /** Right of the tabs: whether the page follows the log. */
  aside?: ReactNode
  /** In the headline's place, where it can be edited. */
  children?: ReactNode
}

/** What it was, and the ways between its two documents and the log that both were composed from. */
export function ReportHead({ of, current, aside, children }: ReportHeadProps) {
  const { ref, kind, severity, headline, statusLine, entries } = of
  // A ref of ours, so these are the pages of that incident.
  const incident = `/incidents/${ref}` as Route
  const here = (tab: ReportHeadProps['current']) => (tab === current ? ('page' as const) : undefined)
  return (
    <>
      <div className="pt-6 pb-4">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <SeverityBadge severity={severity} kind={kind} />
          <span className="mono text-13 text-ink-2 whitespace-nowrap">{ref}</span>
          <span className="text-13 text-ink-3">{statusLine}</span>
        </p>
        <div className="mt-2">{children ?? <Headline text={headline} />}</div>
      </div>
      <div className="rule-head" />
      <div className="flex items-center justify-between gap-4 border-b">
        <nav className="flex min-w-0 gap-6 overflow-x-auto" aria-label={ref}>
          <Link
            className="tab"
            href={`${incident}/report` as Route}
            prefetch={false}
            aria-current={here('report')}
          >
            Situation report
          </Link>
          <Link
            className="tab"
            href={`${incident}/post-mortem` as Route}
            prefetch={false}
            aria-current={here('post-mortem')}
          >
            Post-mortem
          </Link>
          <Link className="tab" href={incident} prefetch={false}>
            Log <span className="mono text-12 text-ink-3">{entries}</span>
          </Link>
        </nav>
        <span className="no-print flex-none max-sm:hidden">{aside}</span>
      </div>
    </>
  )
}

export function Headline({ text }: { text: string }) {
  return (
    <h1 className={`headline wrap-anywhere ${text.length > 120 ? 'text-24' : 'text-30 md:text-38'}`}>
      {text}
    </h1>
  )
}
