import { EmptyState } from '#components/ui/empty-state.tsx'
import { Time } from '#components/ui/time.tsx'
import { type AuditLine, deedOf } from '#lib/audit/model.ts'

type AuditListProps = { lines: readonly AuditLine[]; zone: string; now: number; isFiltered: boolean }

/** Who did what, a sentence each, the newest first. */
export function AuditList({ lines, zone, now, isFiltered }: AuditListProps) {
  if (lines.length === 0) {
    return (
      <EmptyState title={isFiltered ? 'Nothing matches' : 'Nothing yet'}>
        {isFiltered
          ? 'Widen the dates, or choose another person or action.'
          : 'What people change here stands in this list from then on.'}
      </EmptyState>
    )
  }
  return (
    <ol className="border-t">
      {lines.map((line) => (
        <li key={line.id} className="gap-x-4 border-b py-1.5 sm:flex">
          <Time
            at={line.at}
            zone={zone}
            now={now}
            format="dayTime"
            className="text-13 text-ink-3 flex-none sm:w-40 sm:pt-px"
          />
          <p className="min-w-0 wrap-anywhere">
            <span className="font-semibold">{line.actor.name}</span> {deedOf(line)}
          </p>
        </li>
      ))}
    </ol>
  )
}
