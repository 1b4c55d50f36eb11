'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { PasswordField } from '#components/people/password-field.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { ZoneField } from '#components/people/zone-field.tsx'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type SetUpFormProps = { setUp: FormAction; token: string; zones: readonly string[]; now: number }

/** The organisation and its first admin, in one form. */
export function SetUpForm({ setUp, token, zones, now }: SetUpFormProps) {
  const { state, form, pending, value, error } = useFormAction(setUp)
  const kept = (name: string) => ({ name, defaultValue: value(name), error: error(name), required: true })
  return (
    <form {...form} className="space-y-7">
      <FormMessage state={state} />
      <input type="hidden" name="token" value={token} />
      <fieldset className="space-y-4">
        <legend className="sec rule-sec mb-3 w-full">Your organisation</legend>
        <TextField label="Name" {...kept('organisation')} autoComplete="organization" maxLength={120} />
        <ZoneField
          label="Time zone"
          zones={zones}
          now={now}
          chosen={value('timeZone') || null}
          hint="Reports and mails are set in it."
          error={error('timeZone')}
        />
      </fieldset>
      <fieldset className="space-y-4">
        <legend className="sec rule-sec mb-3 w-full">Your account</legend>
        <TextField label="Your name" {...kept('name')} autoComplete="name" maxLength={120} />
        <TextField
          label="Work e-mail"
          {...kept('email')}
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={254}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          error={error('password')}
        />
      </fieldset>
      <SubmitButton working={pending} size="large" className="w-full">
        Set up and sign in
      </SubmitButton>
    </form>
  )
}
