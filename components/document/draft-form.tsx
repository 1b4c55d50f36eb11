'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

/** Saves the first version of the report, as it reads now. Works before the page's scripts are there. */
export function DraftForm({ action, reference }: { action: FormAction; reference: string }) {
  const { state, form, pending } = useFormAction(action)
  return (
    <form {...form} className="space-y-3">
      <FormMessage state={state} />
      <input type="hidden" name="ref" value={reference} />
      <SubmitButton variant="default" working={pending}>
        Draft the report
      </SubmitButton>
    </form>
  )
}
