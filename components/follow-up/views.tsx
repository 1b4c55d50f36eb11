import Link from 'next/link'
import { followUpsAddress, viewOf } from '#components/follow-up/address.ts'
import type { FollowUpQuery } from '#lib/follow-up/input.ts'

type ViewsProps = { query: FollowUpQuery; counts: { mine: number; overdue: number; all: number } }

/** Mine, overdue, all: the other filters stay as they are. */
export function Views({ query, counts }: ViewsProps) {
  const { owner: _owner, due: _due, cursor: _cursor, ...rest } = query
  const here = viewOf(query)
  const views = [
    { view: 'mine', label: 'Mine', to: { ...rest, owner: 'me' } },
    { view: 'overdue', label: 'Overdue', to: { ...rest, due: 'overdue' } },
    { view: 'all', label: 'All', to: rest },
  ] as const
  return (
    <nav aria-label="Whose" className="flex gap-5 border-b pt-2">
      {views.map(({ view, label, to }) => (
        <Link
          key={view}
          href={followUpsAddress(to)}
          prefetch={false}
          className="tab -mb-px"
          aria-current={here === view ? 'page' : undefined}
        >
          {label} <span className="mono text-13 text-ink-3 ml-1 font-normal">{counts[view]}</span>
        </Link>
      ))}
    </nav>
  )
}
