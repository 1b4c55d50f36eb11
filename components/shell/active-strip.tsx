'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { SeverityGlyph } from '#components/incident/severity-glyph.tsx'
import { isLivePage } from '#components/shell/navigation.ts'
import { RunningClock } from '#components/ui/running-clock.tsx'
import type { Kind, Severity } from '#lib/incident/incident.ts'

export type ActiveIncident = {
  ref: string
  topic: string
  severity: Severity
  kind: Kind
  /** Milliseconds. */
  reportedAt: number
}

type ActiveStripProps = { incidents: readonly ActiveIncident[]; now: number }

/**
 * One line of what is going on, most urgent first as it is given, on every page but Now and the incident itself,
 * which say it larger.
 */
export function ActiveStrip({ incidents, now }: ActiveStripProps) {
  const pathname = usePathname()
  if (incidents.length === 0 || pathname === '/' || isLivePage(pathname)) return null
  return (
    <section className="no-print bg-surface border-b" aria-label="Active incidents">
      <div className="text-13 mx-auto flex h-9 max-w-[1440px] items-center gap-5 overflow-x-auto px-4 whitespace-nowrap lg:px-6">
        <span className="font-semibold">{incidents.length} active</span>
        {incidents.map(({ ref, topic, severity, kind, reportedAt }) => (
          <Link
            key={ref}
            href={`/incidents/${ref}`}
            prefetch={false}
            className="flex items-center gap-1.5 underline-offset-3 hover:underline"
          >
            <SeverityGlyph severity={severity} kind={kind} size={15} />
            <span className="mono text-ink-3">{ref}</span>
            <span className="max-w-[32ch] truncate">{topic}</span>
            <RunningClock since={reportedAt} now={now} className="text-ink-2" label={`${ref} open for`} />
          </Link>
        ))}
      </div>
    </section>
  )
}
