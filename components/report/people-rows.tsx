import { inOrder } from '#components/report/in-order.ts'
import { Parts } from '#components/report/parts.tsx'
import { Avatar } from '#components/ui/avatar.tsx'
import type { PersonRow } from '#lib/report/model.ts'

/** Who, in which role, from when to when. */
export function PeopleRows({ rows, zone }: { rows: readonly PersonRow[]; zone: string }) {
  return (
    <ul className="text-14 max-w-[44rem] space-y-1.5">
      {rows.map(({ name, roles }) => (
        <li key={name} className="flex gap-2">
          <Avatar name={name} />
          <span className="min-w-0 wrap-anywhere">
            <b className="font-semibold">{name}</b>
            {inOrder(roles, (role, index) => (
              <RoleWords role={role} isFirst={index === 0} zone={zone} />
            ))}
          </span>
        </li>
      ))}
    </ul>
  )
}

type RoleWordsProps = { role: PersonRow['roles'][number]; isFirst: boolean; zone: string }

function RoleWords({ role, isFirst, zone }: RoleWordsProps) {
  return (
    <span className="text-ink-2">
      {isFirst ? ' ' : ', '}
      {role.name}{' '}
      <span className="text-13 text-ink-3">
        <Parts parts={role.span} zone={zone} />
      </span>
    </span>
  )
}
