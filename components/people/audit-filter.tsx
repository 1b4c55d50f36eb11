import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { SelectField, TextField } from '#components/ui/field.tsx'
import { auditedActions } from '#lib/audit/model.ts'

type AuditFilterProps = {
  people: readonly { id: string; name: string }[]
  /** As it stands in the address. */
  chosen: { person: string; action: string; from: string; to: string }
}

/** Narrows the audit log down. Works without scripts. */
export function AuditFilter({ people, chosen }: AuditFilterProps) {
  const isFiltered = Object.values(chosen).some(Boolean)
  return (
    <form
      action="/settings/audit"
      className="mb-5 grid grid-cols-2 gap-4 xl:grid-cols-[1fr_1fr_auto_auto_auto]"
    >
      <SelectField
        className="col-span-2 sm:col-span-1"
        label="Person"
        name="person"
        defaultValue={chosen.person}
      >
        <option value="">Everybody</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        className="col-span-2 sm:col-span-1"
        label="Action"
        name="action"
        defaultValue={chosen.action}
      >
        <option value="">All</option>
        {auditedActions().map(({ action, label }) => (
          <option key={action} value={action}>
            {label}
          </option>
        ))}
      </SelectField>
      <TextField label="From" name="from" type="date" defaultValue={chosen.from} />
      <TextField label="To" name="to" type="date" defaultValue={chosen.to} />
      <div className="flex items-end gap-3">
        <Button type="submit" className="h-10">
          Filter
        </Button>
        {isFiltered && (
          <Link href="/settings/audit" className="link self-center xl:self-end xl:pb-2.5" prefetch={false}>
            Show all
          </Link>
        )}
      </div>
    </form>
  )
}
