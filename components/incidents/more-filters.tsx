import { ChevronDown } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { SelectField, TextField } from '#components/ui/field.tsx'
import { labelKinds, roles } from '#lib/incident/incident.ts'
import { labelKindNames, roleNames } from '#lib/incident/words.ts'
import type { ListFilter } from '#lib/log/input.ts'
import type { Choices } from '#lib/log/model.ts'

type MoreFiltersProps = { query: ListFilter; choices: Choices }

/** Who, what and when: below the button, applied together. What is set stands beside it as chips. */
export function MoreFilters({ query, choices }: MoreFiltersProps) {
  const { kind, person, role, label = [], from, to } = query
  return (
    <details className="group relative max-sm:open:basis-full" onKeyDown={closeOnEscape}>
      <summary className="btn list-none [&::-webkit-details-marker]:hidden">
        More filters
        <ChevronDown className="icon icon-sm text-ink-3 group-open:rotate-180" />
      </summary>
      <div className="bg-surface border-line sm:shadow-overlay z-20 mt-1.5 grid gap-3 rounded-md border p-4 sm:absolute sm:left-0 sm:w-[460px] sm:grid-cols-2">
        <SelectField label="Person" name="person" defaultValue={person ?? ''}>
          <option value="">Anybody</option>
          {choices.people.map(({ value, name }) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
        <SelectField label="Role" name="role" defaultValue={role ?? ''}>
          <option value="">Any role</option>
          {roles.map((each) => (
            <option key={each} value={each}>
              {roleNames[each]}
            </option>
          ))}
        </SelectField>
        {label.map((each) => (
          <input key={each} type="hidden" name="label" value={each} />
        ))}
        <SelectField label={label.length > 0 ? 'And label' : 'Label'} name="label" defaultValue="">
          <option value="">Any label</option>
          {labelKinds.map((each) => (
            <optgroup key={each} label={labelKindNames[each]}>
              {choices.labels
                .filter(({ value }) => value.startsWith(`${each}:`) && !label.includes(value))
                .map(({ value, name }) => (
                  <option key={value} value={value}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
        </SelectField>
        <SelectField label="Kind" name="kind" defaultValue={kind ?? ''}>
          <option value="">Incidents and drills</option>
          <option value="real">Incidents only</option>
          <option value="drill">Drills only</option>
        </SelectField>
        <TextField label="Reported from" name="from" type="date" defaultValue={dayOf(from)} />
        <TextField label="Reported to" name="to" type="date" defaultValue={dayOf(to)} />
        <button type="submit" className="btn btn-primary justify-self-start sm:col-span-2">
          Apply filters
        </button>
      </div>
    </details>
  )
}

/** A field for days holds days; an instant in the address is kept by its chip alone. */
function dayOf(text: string | undefined): string {
  return text?.slice(0, 10) ?? ''
}

function closeOnEscape(event: KeyboardEvent<HTMLDetailsElement>) {
  if (event.key !== 'Escape' || !event.currentTarget.open) return
  event.currentTarget.open = false
  event.currentTarget.querySelector('summary')?.focus()
}
