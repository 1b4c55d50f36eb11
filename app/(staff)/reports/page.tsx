import type { Metadata } from 'next'
import Link from 'next/link'
import { ReportList } from '#components/report/report-list.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { listByGroup } from '#lib/log/list.ts'
import { blanksOf } from '#lib/report/blank.ts'

export const metadata: Metadata = { title: 'Reports' }

/** The report of every incident that is resolved or closed, newest first. */
export default async function ReportsPage({ searchParams }: PageProps<'/reports'>) {
  const { zone } = await getStaff()
  const { cursor } = await searchParams
  const page = await listByGroup({
    status: 'closed',
    cursor: typeof cursor === 'string' ? cursor : undefined,
  })
  const rows = page.incidents.map((incident) => ({ incident, blanks: blanksOf(incident) }))
  return (
    <div className="page">
      <PageHead
        title="Reports"
        lead="Eight answers for every incident that is over, composed from its log."
      />
      {rows.length > 0 ? (
        <ReportList rows={rows} zone={zone} now={Date.now()} />
      ) : (
        <NoReport isFirst={!cursor} />
      )}
      <nav className="mt-4 flex flex-wrap items-center gap-3" aria-label="Pages">
        {cursor && (
          <Link href="/reports" prefetch={false} className="btn btn-quiet">
            Newest reports
          </Link>
        )}
        {page.nextCursor && (
          <Link href={`/reports?cursor=${page.nextCursor}`} prefetch={false} className="btn">
            Older reports
          </Link>
        )}
      </nav>
    </div>
  )
}

function NoReport({ isFirst }: { isFirst: boolean }) {
  return (
    <EmptyState className="mt-6" title={isFirst ? 'No report yet.' : 'No older report.'}>
      {isFirst
        ? 'When an incident is resolved, its situation report stands here, drafted from the log.'
        : 'This is the end of the list.'}
    </EmptyState>
  )
}
