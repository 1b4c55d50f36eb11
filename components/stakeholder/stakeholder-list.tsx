import { type EditStakeholder, StakeholderMenu } from '#components/stakeholder/stakeholder-menu.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { type GroupRow, groupsOf, type Stakeholder, suppressionWords } from '#lib/stakeholder/model.ts'

type StakeholderListProps = {
  stakeholders: readonly Stakeholder[]
  groups: readonly GroupRow[]
  /** What an admin can do about each; null: nothing. */
  edit: EditStakeholder | null
}

/** A page of the directory under the names of the groups. */
export function StakeholderList({ stakeholders, groups, edit }: StakeholderListProps) {
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
