'use client'

import { FormDone } from '#components/people/form-done.tsx'
import { FormMessage } from '#components/people/form-message.tsx'
import { PasswordField } from '#components/people/password-field.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type ContactFormProps = {
  save: FormAction
  contact: { email: string; phone: string | null }
  /** Somebody else's, by an admin. Without it one's own. */
  personId?: string
  /** What shows that it is really them: their password, or nothing more than having just signed in. */
  proof?: 'password' | 'sign-in'
}

/** E-mail address and telephone number. */
export function ContactForm({ save, contact, personId, proof }: ContactFormProps) {
  const { state, form, pending, value, error } = useFormAction(save)
  return (
    <form {...form} className="max-w-[440px] space-y-4">
      <FormMessage state={state} />
      {personId && <input type="hidden" name="personId" value={personId} />}
      <TextField
        label="Work e-mail"
        name="email"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={value('email', contact.email)}
        error={error('email')}
        hint={personId ? 'They sign in with it.' : 'You sign in with it.'}
      />
      <TextField
        label="Phone"
        aside="optional"
        name="phone"
        type="tel"
        autoComplete="off"
        maxLength={40}
        defaultValue={value('phone', contact.phone ?? '')}
        error={error('phone')}
        hint={`With + and the country's code: +49 30 5550142. Only ${personId ? 'they' : 'you'} and admins see it.`}
      />
      {proof === 'password' && (
        <PasswordField
          // What was typed for one change is not there for the next.
          key={state.status === 'done' ? 'done' : 'open'}
          label="Your password, to confirm"
          name="current"
          autoComplete="current-password"
          error={error('current')}
        />
      )}
      {proof === 'sign-in' && (
        <p className="hint">You have no password: sign in anew, then change this within ten minutes.</p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton working={pending} variant="default">
          Save contact data
        </SubmitButton>
        <FormDone state={state}>Saved</FormDone>
      </div>
    </form>
  )
}
