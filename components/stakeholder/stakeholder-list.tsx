import { type EditStakeholder, StakeholderMenu } from '#components/stakeholder/stakeholder-menu.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { Time } from '#components/ui/time.tsx'
import { type GroupRow, groupsOf, type Stakeholder, suppressionWords } from '#lib/stakeholder/model.ts'
import { noteWords } from '#lib/subscriber/model.ts'

type StakeholderListProps = {
  stakeholders: readonly Stakeholder[]
  groups: readonly GroupRow[]
  /** What an admin can do about each; null: nothing. */
  edit: EditStakeholder | null
  zone: string
  now: number
}

/** A page of the directory under the names of the groups. */
export function StakeholderList({ stakeholders, groups, edit, zone, now }: StakeholderListProps) {
  return (
    <div className="space-y-6">
      {groupsOf(stakeholders).map(({ title, rows }) => (
        <section key={title} aria-label={title}>
          <h3 className="sec rule-sec wrap-anywhere">
            {title}{' '}
            <span className="n">{groups.find(({ name }) => name === title)?.members ?? rows.length}</span>
          </h3>
          <ul className="mt-1">
            {rows.map((row) => (
              <li key={row.id} className="flex min-h-11 items-center gap-3 border-b py-1 last:border-b-0">
                <div className="min-w-0 flex-1 items-baseline gap-x-4 sm:flex">
                  <p className="font-medium wrap-anywhere sm:w-2/5">{row.name}</p>
                  {row.email !== null && (
                    <p className="text-13 text-ink-2 min-w-0 wrap-anywhere sm:flex-1">{row.email}</p>
                  )}
                  <Updates stakeholder={row} zone={zone} now={now} />
                  {row.suppressed && <Chip>{suppressionWords[row.suppressed]}</Chip>}
                </div>
                {edit && row.email !== null && (
                  <StakeholderMenu stakeholder={{ ...row, email: row.email }} {...edit} />
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  )
}

type UpdatesProps = { stakeholder: Stakeholder; zone: string; now: number }

/** Which updates they get by mail; where they left, since when. */
function Updates({ stakeholder: { updates, updatesNote }, zone, now }: UpdatesProps) {
  if (updates.length > 0) return <p className="text-13 text-ink-2">Updates: {updates.join(', ')}</p>
  if (!updatesNote) return null
  return (
    <p className="text-13 text-ink-3">
      {noteWords[updatesNote.kind]}{' '}
      <Time at={updatesNote.at} zone={zone} now={now} format="dayTime" className="text-13" />
    </p>
  )
}
