'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { LinkToCopy } from '#components/people/link-to-copy.tsx'
import { RoleField } from '#components/people/role-field.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { ShownLink } from '#lib/people/model.ts'

/** Makes an account and shows its invitation, to be handed over; `mails`: it also goes by mail. */
export function InviteForm({ invite, mails }: { invite: FormAction<ShownLink>; mails: boolean }) {
  const { state, form, pending, value, error } = useFormAction(invite, { emptied: true })
  return (
    <div className="max-w-[560px] space-y-5">
      <form {...form} className="space-y-4">
        <FormMessage state={state} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField
            label="Name"
            name="name"
            autoComplete="off"
            required
            maxLength={120}
            defaultValue={value('name')}
            error={error('name')}
          />
          <TextField
            label="Work e-mail"
            name="email"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            required
            maxLength={254}
            defaultValue={value('email')}
            error={error('email')}
          />
        </div>
        <RoleField label="Role" value={value('role', 'member')} error={error('role')} />
        <SubmitButton working={pending}>{mails ? 'Invite by mail' : 'Make invitation link'}</SubmitButton>
      </form>
      <div aria-live="polite">{state.status === 'done' && <LinkToCopy link={state.result} />}</div>
    </div>
  )
}
