'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { OfferedProvider } from '#lib/people/model.ts'

type ProviderButtonsProps = { providers: readonly OfferedProvider[]; signIn: FormAction; next: string }

/** Signing in somewhere else, a button per way, and the word that leads on to the password. */
export function ProviderButtons({ providers, signIn, next }: ProviderButtonsProps) {
  const { state, form, pending } = useFormAction(signIn)
  return (
    <div className="mb-4 space-y-4">
      <FormMessage state={state} />
      {providers.map(({ id, name }) => (
        <form key={id} {...form}>
          <input type="hidden" name="provider" value={id} />
          <input type="hidden" name="next" value={next} />
          <SubmitButton variant="default" size="large" className="w-full" working={pending}>
            Sign in with {name}
          </SubmitButton>
        </form>
      ))}
      <div className="text-13 text-ink-3 flex items-center gap-3">
        <span className="flex-1 border-t" />
        or
        <span className="flex-1 border-t" />
      </div>
    </div>
  )
}
