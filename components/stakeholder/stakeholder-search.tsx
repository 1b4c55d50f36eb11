import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { SelectField, TextField } from '#components/ui/field.tsx'
import type { StakeholderQuery } from '#lib/stakeholder/input.ts'
import { type GroupRow, peopleWords } from '#lib/stakeholder/model.ts'

type StakeholderSearchProps = { filter: StakeholderQuery; groups: readonly GroupRow[]; total: number }

/** Narrows the directory down. Works without scripts. */
export function StakeholderSearch({ filter: { q, group }, groups, total }: StakeholderSearchProps) {
  if (total <= 8 && !q && !group) return null
  return (
    <form action="/settings/stakeholders" className="mb-4 flex flex-wrap items-end gap-3">
      <TextField
        label="Search"
        name="q"
        type="search"
        defaultValue={q}
        maxLength={200}
        className="min-w-48 flex-1 sm:max-w-[300px]"
      />
      {groups.length > 1 && (
        <SelectField label="Group" name="group" defaultValue={group ?? ''} className="min-w-40">
          <option value="">All, {peopleWords(total)}</option>
          {groups.map(({ name, members }) => (
            <option key={name} value={name}>
              {name}, {members}
            </option>
          ))}
        </SelectField>
      )}
      <Button type="submit" className="h-10">
        Search
      </Button>
      {(q || group) && (
        <Link href="/settings/stakeholders" className="link pb-2.5" prefetch={false}>
          Show all
        </Link>
      )}
    </form>
  )
}
