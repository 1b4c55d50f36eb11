'use client'

import type { Owner } from '#components/follow-up/actions.ts'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { SelectField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type BeginFormProps = {
  action: FormAction
  reference: string
  people: readonly Owner[]
  /** Who is offered as its owner. */
  ownerId: string | null
}

/** Begins the post-mortem from the log, with somebody who owes it. */
export function BeginForm({ action, reference, people, ownerId }: BeginFormProps) {
  const { state, form, pending, value, error } = useFormAction(action)
  return (
    <form {...form} className="mt-4 max-w-[420px] space-y-4">
      <FormMessage state={state} />
      <input type="hidden" name="ref" value={reference} />
      <SelectField
        label="Owner"
        hint="They see to it that it is written, reviewed and published."
        name="ownerId"
        defaultValue={value('ownerId', ownerId ?? '')}
        error={error('ownerId')}
      >
        {ownerId === null && <option value="">Nobody yet</option>}
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <SubmitButton working={pending}>Begin the post-mortem</SubmitButton>
    </form>
  )
}
