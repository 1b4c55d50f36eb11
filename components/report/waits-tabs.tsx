import type { Route } from 'next'
import Link from 'next/link'
import type { Waits } from '#lib/incident/waits.ts'

const names: readonly [Waits, string][] = [
  ['me', 'Waits for me'],
  ['approve', 'To approve'],
  ['send', 'To send'],
  ['post_mortem', 'Post-mortem owed'],
  ['close', 'To close'],
]

type WaitsTabsProps = { current: Waits | null; counts: Record<Waits, number> }

/** All reports, or those that wait for something; each has its address. */
export function WaitsTabs({ current, counts }: WaitsTabsProps) {
  return (
    <nav aria-label="What waits" className="flex gap-5 overflow-x-auto border-b pt-2">
      <Link
        href="/reports"
        prefetch={false}
        className="tab -mb-px"
        aria-current={current === null ? 'page' : undefined}
      >
        All
      </Link>
      {names.map(([what, name]) => (
        <Link
          key={what}
          // The same list, narrowed.
          href={`/reports?waits=${what}` as Route}
          prefetch={false}
          className="tab -mb-px whitespace-nowrap"
          aria-current={current === what ? 'page' : undefined}
        >
          {name} <span className="mono text-13 text-ink-3 ml-1 font-normal">{counts[what]}</span>
        </Link>
      ))}
    </nav>
  )
}
