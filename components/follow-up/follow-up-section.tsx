import type { FollowUpActions, Owner } from '#components/follow-up/actions.ts'
import { AddFollowUp } from '#components/follow-up/add-follow-up.tsx'
import { FollowUpTable } from '#components/follow-up/follow-up-table.tsx'
import { type Day, type FollowUp, isOpen } from '#lib/follow-up/model.ts'

type FollowUpSectionProps = {
  incidentRef: string
  /** All of this incident, by number. */
  rows: readonly FollowUp[]
  people: readonly Owner[]
  today: Day
  /** null: only to be read. */
  actions: FollowUpActions | null
}

/** What a post-mortem says is to be done, to be added to and moved on in place. */
export function FollowUpSection({ incidentRef, rows, people, today, actions }: FollowUpSectionProps) {
  const ended = rows.filter((row) => !isOpen(row)).length
  return (
    <section aria-labelledby="h-follow-ups" id="follow-ups" className="scroll-mt-24">
      <h2 id="h-follow-ups" className="text-14 mb-1 font-bold">
        Follow-ups{' '}
        {rows.length > 0 && (
          <span className="mono text-ink-3 font-normal">
            {ended} of {rows.length} done
          </span>
        )}
      </h2>
      {rows.length > 0 ? (
        <FollowUpTable groups={[{ title: null, rows }]} people={people} today={today} actions={actions} />
      ) : (
        <p className="text-ink-3">None yet.</p>
      )}
      {actions && <AddFollowUp add={actions.add} people={people} incidentRef={incidentRef} />}
    </section>
  )
}
