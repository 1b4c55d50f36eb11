import Link from 'next/link'
import { EmptyState } from '#components/ui/empty-state.tsx'

type NoIncidentProps = { isFiltered: boolean; mayDeclare: boolean }

/** Instead of the list: nothing matches, or nothing has happened yet. */
export function NoIncident({ isFiltered, mayDeclare }: NoIncidentProps) {
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
        A search needs every word in one entry of a log, or in what the incident says of itself. The last word
        may be a beginning.
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
