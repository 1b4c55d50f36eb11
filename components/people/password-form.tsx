'use client'

import { FormDone } from '#components/people/form-done.tsx'
import { FormMessage } from '#components/people/form-message.tsx'
import { PasswordField } from '#components/people/password-field.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

/** One's own password; `email` is there for password managers. */
export function PasswordForm({ change, email }: { change: FormAction; email: string }) {
  const { state, form, pending, error } = useFormAction(change, { emptied: true })
  return (
    <form {...form} className="max-w-[440px] space-y-4">
      <FormMessage state={state} />
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <PasswordField
        label="Present password"
        name="current"
        autoComplete="current-password"
        error={error('current')}
      />
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        error={error('password')}
      />
      <div className="flex items-center gap-3">
        <SubmitButton working={pending} variant="default">
          Change password
        </SubmitButton>
        <FormDone state={state}>Changed. Everywhere else you are signed out.</FormDone>
      </div>
    </form>
  )
}
