import type { Amended } from '#components/incident/log/corrections.ts'
import type { EntryRowProps } from '#components/incident/log/entry-row.tsx'
import { Time } from '#components/ui/time.tsx'

type RedactedProps = EntryRowProps & { by: Amended['redacted'] }

/** In the place of words that were taken out of the log: that they were, by whom and why. */
export function Redacted({ entry, by, zone }: RedactedProps) {
  return (
    <div className="border-rule-2 text-ink-3 border-l pl-3 wrap-anywhere">
      <p>
        {by ? (
          <>
            Redacted by {by.by} <Time at={by.at} zone={zone} />
            {by.reason && `: ${by.reason}`}
          </>
        ) : (
          'Redacted'
        )}
      </p>
      <p className="text-12">The words of {entry.actor.name} are no longer kept.</p>
    </div>
  )
}
