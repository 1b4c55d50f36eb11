'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { RoleField } from '#components/people/role-field.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { CopyField } from '#components/ui/copy-field.tsx'
import { SelectField, TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { AccountRole } from '#lib/incident/policy.ts'
import type { ShownToken } from '#lib/people/model.ts'

type TokenFormProps = { create: FormAction<ShownToken>; person: { name: string; role: AccountRole } }

/** Makes an API token and shows it, once. */
export function TokenForm({ create, person }: TokenFormProps) {
  const { state, form, pending, value, error } = useFormAction(create, { emptied: true })
  const as = value('as', 'me')
  return (
    <div className="max-w-[560px] space-y-5">
      <form {...form} className="space-y-4">
        <FormMessage state={state} />
        <TextField
          label="Name"
          name="name"
          autoComplete="off"
          required
          maxLength={120}
          defaultValue={value('name')}
          error={error('name')}
          hint="Which program uses it, and where it runs."
        />
        {person.role === 'admin' && (
          <SelectField
            key={as}
            label="Acts as"
            name="as"
            defaultValue={as}
            hint="A service cannot acknowledge or hold a role."
          >
            <option value="me">{person.name}</option>
            <option value="service">A service, under the token's name</option>
          </SelectField>
        )}
        <RoleField
          label="Role"
          most={person.role}
          value={value('role', person.role === 'observer' ? 'observer' : 'member')}
          error={error('role')}
        />
        <SubmitButton working={pending}>Make token</SubmitButton>
      </form>
      <div aria-live="polite">
        {state.status === 'done' && (
          <CopyField
            label={`Token for ${state.result.name}`}
            value={state.result.token}
            hint="Copy it now: it is not shown again. Programs send it as Authorization: Bearer, followed by the token."
          />
        )}
      </div>
    </div>
  )
}
