'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { PasswordField } from '#components/people/password-field.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

/** A new password by a one-time link. */
export function ResetForm({ reset, token, email }: { reset: FormAction; token: string; email: string }) {
  const { state, form, pending, error } = useFormAction(reset)
  return (
    <form {...form} className="space-y-4">
      <FormMessage state={state} />
      <input type="hidden" name="token" value={token} />
      <TextField label="Work e-mail" type="email" autoComplete="username" readOnly value={email} />
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        error={error('password')}
      />
      <SubmitButton working={pending} size="large" className="w-full">
        Set new password and sign in
      </SubmitButton>
    </form>
  )
}
