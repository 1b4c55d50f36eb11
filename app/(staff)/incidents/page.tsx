import type { Metadata } from 'next'
import Link from 'next/link'
import { listAddress } from '#components/incidents/address.ts'
import { loudest } from '#components/incidents/commander-name.tsx'
import { Filters } from '#components/incidents/filters.tsx'
import { groupsOf } from '#components/incidents/groups.ts'
import { IncidentRows } from '#components/incidents/incident-rows.tsx'
import { IncidentTable } from '#components/incidents/incident-table.tsx'
import { LiveLine } from '#components/live/live-line.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { filterOf } from '#lib/log/input.ts'
import { listByGroup } from '#lib/log/list.ts'

export const metadata: Metadata = { title: 'Incidents' }

/** Every incident and drill: what is open, then the rest by month. The filter stands in the address. */
export default async function IncidentsPage({ searchParams }: PageProps<'/incidents'>) {
  const { actor, zone } = await getStaff()
  const query = filterOf(await searchParams)
  const page = await listByGroup(query)
  const now = Date.now()
  const shown = [...page.open, ...page.incidents]
  const groups = groupsOf(page.open, page.incidents, zone)
  const loud = loudest(shown, 2)
  const isFiltered = listAddress({ ...query, cursor: undefined }) !== '/incidents'
  const seen = Object.fromEntries(shown.map(({ ref, seq }) => [ref, seq]))

  return (
    <div className="page">
      <PageHead
        title="Incidents"
        aside={
          <>
            {page.open.length > 0 && (
              <span className="text-13 text-ink-2">
                <span className="mono">{page.open.length}</span> active
              </span>
            )}
            <LiveLine seen={seen} zone={zone} now={now} />
          </>
        }
      />
      {(shown.length > 0 || isFiltered || query.cursor) && <Filters query={query} />}
      {shown.length > 0 ? (
        <>
          <IncidentTable groups={groups} zone={zone} now={now} loud={loud} />
          <IncidentRows groups={groups} zone={zone} now={now} loud={loud} />
        </>
      ) : (
        <Nothing isFiltered={isFiltered} mayDeclare={actor.role !== 'observer'} />
      )}
      <nav className="mt-4 flex flex-wrap items-center gap-3" aria-label="Pages">
        {query.cursor && (
          <Link
            href={listAddress({ ...query, cursor: undefined })}
            prefetch={false}
            className="btn btn-quiet"
          >
            Newest incidents
          </Link>
        )}
        {page.nextCursor && (
          <Link href={listAddress({ ...query, cursor: page.nextCursor })} prefetch={false} className="btn">
            Older incidents
          </Link>
        )}
      </nav>
    </div>
  )
}

function Nothing({ isFiltered, mayDeclare }: { isFiltered: boolean; mayDeclare: boolean }) {
  if (isFiltered) {
    return (
      <EmptyState
        className="mt-6"
        title="No incident matches."
        action={
          <Link href="/incidents" prefetch={false} className="btn">
            Clear filters
          </Link>
        }
      >
        A search needs every word; the last one may be a beginning.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      className="mt-6"
      title="No incident yet."
      action={
        mayDeclare && (
          <Link href="/declare" prefetch={false} className="btn">
            Declare the first incident
          </Link>
        )
      }
    >
      Every incident and every drill will stand here, the newest first.
    </EmptyState>
  )
}
