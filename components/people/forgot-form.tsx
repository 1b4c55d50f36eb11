'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { TextField } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

/** Asks for a link by mail. What it answers does not depend on whether there is such an account. */
export function ForgotForm({ ask }: { ask: FormAction }) {
  const { state, form, pending, value, error } = useFormAction(ask)
  if (state.status === 'done') {
    return (
      <Notice kind="status" title="Check your mail.">
        If there is an account with this address, a link to set a new password is on its way. It works once,
        for 24 hours. Nothing after a few minutes? Look among the spam, or ask an admin.
      </Notice>
    )
  }
  return (
    <form {...form} className="space-y-4">
      <FormMessage state={state} />
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
        error={error('email')}
      />
      <SubmitButton working={pending} size="large" className="w-full">
        Mail me a link
      </SubmitButton>
    </form>
  )
}
