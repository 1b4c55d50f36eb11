import type { ReactNode } from 'react'
import { SelectField } from '#components/ui/field.tsx'
import type { AccountRole } from '#lib/incident/policy.ts'
import { accountRoles } from '#lib/people/model.ts'

type RoleFieldProps = {
  label: string
  value: string
  /** The most that may be given; without it any. */
  most?: AccountRole
  hint?: ReactNode
  error?: ReactNode
}

/** A role of an account or a token, each with what it may do. */
export function RoleField({ label, value, most = 'admin', hint, error }: RoleFieldProps) {
  const last = accountRoles.findIndex(({ role }) => role === most)
  return (
    // A form that was refused is reset to what a select started with: a new key makes it start with what was chosen.
    <SelectField key={value} label={label} name="role" defaultValue={value} hint={hint} error={error}>
      {accountRoles.slice(0, last + 1).map(({ role, name, may }) => (
        <option key={role} value={role}>
          {name}: {may}
        </option>
      ))}
    </SelectField>
  )
}
