import type { Metadata } from 'next'
import Link from 'next/link'
import { ReportList } from '#components/report/report-list.tsx'
import { WaitsTabs } from '#components/report/waits-tabs.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getStaff } from '#lib/auth/session.ts'
import type { IncidentView } from '#lib/incident/incident.ts'
import { isWaiting, type Waits, waits } from '#lib/incident/waits.ts'
import { listByGroup, listIncidents } from '#lib/log/list.ts'
import { blanksOf } from '#lib/report/blank.ts'

export const metadata: Metadata = { title: 'Reports' }

/** The report of every incident that is resolved or closed, newest first; or those that wait for something. */
export default async function ReportsPage({ searchParams }: PageProps<'/reports'>) {
  const { zone, actor } = await getStaff()
  const { cursor, waits: asked } = await searchParams
  const current = waits.find((what) => what === asked) ?? null
  const [page, unclosed] = await Promise.all([
    current
      ? null
      : listByGroup({ status: 'closed', cursor: typeof cursor === 'string' ? cursor : undefined }),
    listUnclosed(),
  ])
  const waiting = (what: Waits) => unclosed.filter((incident) => isWaiting(incident, what, actor.id))
  const incidents = current ? waiting(current) : (page?.incidents ?? [])
  const rows = incidents.map((incident) => ({ incident, blanks: blanksOf(incident) }))
  const counts = Object.fromEntries(waits.map((what) => [what, waiting(what).length])) as Record<
    Waits,
    number
  > // each
  return (
    <div className="page">
      <PageHead
        title="Reports"
        lead="Eight answers for every incident that is over, composed from its log."
      />
      <WaitsTabs current={current} counts={counts} />
      {rows.length > 0 ? (
        <ReportList rows={rows} zone={zone} now={Date.now()} />
      ) : (
        <NoReport waits={current} isFirst={!cursor} />
      )}
      <nav className="mt-4 flex flex-wrap items-center gap-3" aria-label="Pages">
        {cursor && (
          <Link href="/reports" prefetch={false} className="btn btn-quiet">
            Newest reports
          </Link>
        )}
        {page?.nextCursor && (
          <Link href={`/reports?cursor=${page.nextCursor}`} prefetch={false} className="btn">
            Older reports
          </Link>
        )}
      </nav>
    </div>
  )
}

const most = 200

/** What is resolved and not closed, the newest first: few, for each waits for somebody. */
async function listUnclosed(): Promise<IncidentView[]> {
  return (await listIncidents({ status: 'resolved', limit: most })).incidents
}

function NoReport({ waits, isFirst }: { waits: Waits | null; isFirst: boolean }) {
  if (waits) {
    return (
      <EmptyState className="mt-6" title="Nothing waits here.">
        {waits === 'me'
          ? 'No next step of a resolved incident is yours.'
          : 'Resolved incidents stand here until this step is done.'}
      </EmptyState>
    )
  }
  return (
    <EmptyState className="mt-6" title={isFirst ? 'No report yet.' : 'No older report.'}>
      {isFirst
        ? 'When an incident is resolved, its situation report stands here, drafted from the log.'
        : 'This is the end of the list.'}
    </EmptyState>
  )
}
