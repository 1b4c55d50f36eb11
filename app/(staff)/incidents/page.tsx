import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { exportAddress, isFiltered, listAddress } from '#components/incidents/address.ts'
import { loudest } from '#components/incidents/commander-name.tsx'
import { Filters } from '#components/incidents/filters.tsx'
import { groupsOf } from '#components/incidents/groups.ts'
import { IncidentRows } from '#components/incidents/incident-rows.tsx'
import { IncidentTable } from '#components/incidents/incident-table.tsx'
import { NoIncident } from '#components/incidents/no-incident.tsx'
import { SetFilters } from '#components/incidents/set-filters.tsx'
import { LiveLine } from '#components/live/live-line.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { listChoices } from '#lib/log/choices.ts'
import { withInstants } from '#lib/log/filter.ts'
import { findByGroup } from '#lib/log/find.ts'
import { filterOf } from '#lib/log/input.ts'

export const metadata: Metadata = { title: 'Incidents' }

/** Every incident and drill: what is open, then the rest by month. The filter stands in the address. */
export default async function IncidentsPage({ searchParams }: PageProps<'/incidents'>) {
  const { actor, zone } = await getStaff()
  const { cursor, ...filter } = filterOf(await searchParams)
  const [page, choices] = await Promise.all([findByGroup({ ...filter, cursor, zone }), listChoices()])
  const now = Date.now()
  const shown = [...page.open, ...page.incidents]
  const list = {
    groups: groupsOf(page.open, page.incidents, zone),
    loud: loudest(shown, 2),
    findings: page.findings,
    zone,
    now,
  }
  const isNarrowed = isFiltered(filter)
  const meant = { ...filter, q: page.respelled ?? filter.q }
  const csv = exportAddress(withInstants({ ...meant, zone }))

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
            <LiveLine
              seen={Object.fromEntries(shown.map(({ ref, seq }) => [ref, seq]))}
              zone={zone}
              now={now}
            />
          </>
        }
      />
      {(shown.length > 0 || isNarrowed || cursor) && (
        <>
          <Filters query={filter} choices={choices}>
            {shown.length > 0 && <ExportLink address={csv} className="ml-auto max-xl:hidden" />}
          </Filters>
          <SetFilters query={filter} choices={choices} zone={zone} now={now} />
        </>
      )}
      {page.respelled && (
        <p role="status" className="text-15 pt-4">
          Nothing holds “{filter.q}”. Showing matches for <b>“{page.respelled}”</b>.
        </p>
      )}
      {shown.length > 0 ? (
        <>
          <IncidentTable {...list} />
          <IncidentRows {...list} />
        </>
      ) : (
        <NoIncident isFiltered={isNarrowed} mayDeclare={actor.role !== 'observer'} />
      )}
      <nav className="mt-4 flex flex-wrap items-center gap-3" aria-label="Pages">
        {cursor && (
          <Link href={listAddress(filter)} prefetch={false} className="btn btn-quiet">
            Newest incidents
          </Link>
        )}
        {page.nextCursor && (
          <Link href={listAddress({ ...meant, cursor: page.nextCursor })} prefetch={false} className="btn">
            Older incidents
          </Link>
        )}
        {shown.length > 0 && <ExportLink address={csv} className="xl:hidden" />}
      </nav>
    </div>
  )
}

function ExportLink({ address, className }: { address: string; className: string }) {
  return (
    <a href={address} download className={`btn btn-quiet text-13 ${className}`}>
      <Download className="icon" />
      Export CSV
    </a>
  )
}
