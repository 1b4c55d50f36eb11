'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { SeverityBoxes } from '#components/stakeholder/severity-boxes.tsx'
import { SelectField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import { type GroupRow, peopleWords } from '#lib/stakeholder/model.ts'
import type { UpdatesSet } from '#lib/subscriber/model.ts'

type GroupUpdatesFormProps = { groups: readonly GroupRow[]; save: FormAction<UpdatesSet> }

/** The same choice for everybody who is in a group now. */
export function GroupUpdatesForm({ groups, save }: GroupUpdatesFormProps) {
  const { state, form, pending, value, error } = useFormAction(save)
  return (
    <form {...form} className="max-w-[560px] space-y-4">
      <FormMessage state={state} />
      <SelectField
        label="Group"
        name="group"
        defaultValue={value('group', groups[0]?.name)}
        error={error('group')}
      >
        {groups.map(({ name, members }) => (
          <option key={name} value={name}>
            {name}, {peopleWords(members)}
          </option>
        ))}
      </SelectField>
      <SeverityBoxes
        legend="Severities"
        hint="With none chosen they get no updates."
        name="updates"
        chosen={[]}
        error={error('updates')}
      />
      <SubmitButton working={pending} variant="default">
        Set for the whole group
      </SubmitButton>
      <p className="text-13 text-ink-2" role="status">
        {state.status === 'done' && outcome(state.result)}
      </p>
    </form>
  )
}

function outcome({ changed, asked, skipped }: UpdatesSet): string {
  return [
    changed + asked + skipped === 0 ? 'Everybody had that already.' : `${peopleWords(changed)} changed.`,
    asked > 0 && `${peopleWords(asked)} had unsubscribed and asked by mail.`,
    skipped > 0 && `${peopleWords(skipped)} left out, as nothing is sent to their address.`,
  ]
    .filter(Boolean)
    .join(' ')
}
