'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { PasswordField } from '#components/people/password-field.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

/** Address and password. A refusal keeps the address. */
export function SignInForm({ signIn, next }: { signIn: FormAction; next: string }) {
  const { state, form, pending, value, error } = useFormAction(signIn)
  return (
    <form {...form} className="space-y-4">
      <FormMessage state={state} />
      <input type="hidden" name="next" value={next} />
      <TextField
        label="Work e-mail"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={value('email')}
        autoFocus
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        error={error('password')}
      />
      <SubmitButton working={pending} size="large" className="w-full">
        Sign in
      </SubmitButton>
    </form>
  )
}
