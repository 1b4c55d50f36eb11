import type { Metadata } from 'next'
import Link from 'next/link'
import { AddFollowUpDialog } from '#components/follow-up/add-follow-up.tsx'
import { followUpsAddress, isNarrowed } from '#components/follow-up/address.ts'
import { Filters } from '#components/follow-up/filters.tsx'
import { FollowUpTable } from '#components/follow-up/follow-up-table.tsx'
import { NoFollowUp } from '#components/follow-up/no-follow-up.tsx'
import { RowKeys } from '#components/follow-up/row-keys.tsx'
import { Views } from '#components/follow-up/views.tsx'
import { PageHead } from '#components/ui/page-head.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { askedBy, followUpPlace } from '#lib/follow-up/input.ts'
import { dayOf, groupsByDue } from '#lib/follow-up/model.ts'
import { countFollowUps, listFollowUps } from '#lib/follow-up/queries.ts'
import { listPeople } from '#lib/people/queries.ts'
import { followUpActions } from './follow-up-actions.ts'

export const metadata: Metadata = { title: 'Follow-ups' }

/** What is to be done so that it does not come back, by due day. View and filters stand in the address. */
export default async function FollowUpsPage({ searchParams }: PageProps<'/follow-ups'>) {
  const { actor, zone } = await getStaff()
  const query = followUpPlace(await searchParams)
  const today = dayOf(Date.now(), zone)
  const [page, counts, everybody] = await Promise.all([
    listFollowUps(askedBy(query, actor), today),
    countFollowUps(actor.id, today),
    listPeople(),
  ])
  const people = everybody.filter(({ active }) => active).map(({ id, name }) => ({ id, name }))
  const actions = actor.role === 'observer' ? null : followUpActions
  const { cursor, ...filter } = query
  const isEmpty = counts.all === 0 && !isNarrowed(query)
  return (
    <div className="page">
      <PageHead
        title="Follow-ups"
        lead="What is to be done so that it does not come back, or does less harm."
        aside={
          actions && <AddFollowUpDialog add={actions.add} people={people} incidentRef={filter.incident} />
        }
      />
      <Views query={query} counts={counts} />
      <Filters query={filter} people={people} />
      {page.followUps.length > 0 ? (
        <div className="mt-2">
          <FollowUpTable
            groups={groupsByDue(page.followUps, today)}
            people={people}
            today={today}
            actions={actions}
            withIncident
          />
          <RowKeys />
        </div>
      ) : (
        <NoFollowUp isFirst={isEmpty} query={filter} />
      )}
      <nav className="mt-4 flex flex-wrap items-center gap-3" aria-label="Pages">
        {cursor && (
          <Link href={followUpsAddress(filter)} prefetch={false} className="btn btn-quiet">
            From the beginning
          </Link>
        )}
        {page.nextCursor && (
          <Link
            href={followUpsAddress({ ...filter, cursor: page.nextCursor })}
            prefetch={false}
            className="btn"
          >
            Next follow-ups
          </Link>
        )}
      </nav>
    </div>
  )
}
