'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { PasswordField } from '#components/people/password-field.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type JoinFormProps = { join: FormAction; token: string; person: { name: string; email: string } }

/** What an invited person adds: a name as they write it themselves, and a password. */
export function JoinForm({ join, token, person }: JoinFormProps) {
  const { state, form, pending, value, error } = useFormAction(join)
  return (
    <form {...form} className="space-y-4">
      <FormMessage state={state} />
      <input type="hidden" name="token" value={token} />
      <TextField
        label="Work e-mail"
        type="email"
        autoComplete="username"
        readOnly
        value={person.email}
        hint="You sign in with it."
      />
      <TextField
        label="Your name"
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        defaultValue={value('name', person.name)}
        error={error('name')}
        hint="As it stands beside what you log."
      />
      <PasswordField label="Password" name="password" autoComplete="new-password" error={error('password')} />
      <SubmitButton working={pending} size="large" className="w-full">
        Set password and sign in
      </SubmitButton>
    </form>
  )
}
