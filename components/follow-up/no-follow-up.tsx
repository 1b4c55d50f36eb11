import Link from 'next/link'
import { viewOf } from '#components/follow-up/address.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import type { FollowUpQuery } from '#lib/follow-up/input.ts'

type NoFollowUpProps = { isFirst: boolean; query: FollowUpQuery }

/** Instead of the list: nothing is to be done, or nothing matches. */
export function NoFollowUp({ isFirst, query }: NoFollowUpProps) {
  const view = viewOf(query)
  if (isFirst) {
    return (
      <EmptyState className="mt-6" title="Nothing to be done.">
        What a post-mortem finds to prevent, detect or mitigate stands here, with its owner and its day.
      </EmptyState>
    )
  }
  const words = {
    mine: ['Nothing of yours is left to be done.', 'What others own stands under All.'],
    overdue: ['Nothing is overdue.', 'What comes next stands under All.'],
  }[view === 'mine' || view === 'overdue' ? view : 'mine']
  const isPlainView =
    (view === 'mine' || view === 'overdue') && !query.state && !query.kind && !query.q && !query.incident
  const [title, says] = isPlainView ? words : ['No follow-up matches.', 'Take a filter away to see more.']
  return (
    <EmptyState
      className="mt-6"
      title={title ?? ''}
      action={
        <Link href="/follow-ups" prefetch={false} className="btn">
          Show all follow-ups
        </Link>
      }
    >
      {says}
    </EmptyState>
  )
}
