'use client'

import { Eye, EyeOff } from 'lucide-react'
import { type ReactNode, useId, useState } from 'react'
import { describedBy, FieldShell } from '#components/ui/field.tsx'
import { passwordLength } from '#lib/people/model.ts'

type PasswordFieldProps = {
  name: string
  label: string
  /** `new-password` where one is chosen: then its bounds are said and checked. */
  autoComplete: 'current-password' | 'new-password'
  error?: ReactNode
  autoFocus?: boolean
}

/** A password, which can be looked at while it is typed. */
export function PasswordField({ name, label, autoComplete, error, autoFocus }: PasswordFieldProps) {
  const id = useId()
  const [isShown, setShown] = useState(false)
  const isNew = autoComplete === 'new-password'
  const hint = isNew
    ? `At least ${passwordLength.least} characters. A few words in a row do well.`
    : undefined
  return (
    <FieldShell id={id} label={label} hint={hint} error={error}>
      <div className="relative">
        <input
          id={id}
          name={name}
          type={isShown ? 'text' : 'password'}
          className="field pr-11"
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required
          minLength={isNew ? passwordLength.least : undefined}
          maxLength={passwordLength.most}
          // biome-ignore lint/a11y/noAutofocus: only where the password is all that is asked
          autoFocus={autoFocus}
          {...describedBy(id, { hint, error })}
        />
        <button
          type="button"
          className="text-ink-3 hover:text-ink absolute top-1 right-1 inline-flex h-8 w-8 items-center justify-center"
          aria-label={isShown ? 'Hide password' : 'Show password'}
          onClick={() => setShown(!isShown)}
        >
          {isShown ? <EyeOff className="icon" /> : <Eye className="icon" />}
        </button>
      </div>
    </FieldShell>
  )
}
