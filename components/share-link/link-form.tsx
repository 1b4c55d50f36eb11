'use client'

import { useState } from 'react'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { LinkFields, newLinkDraft } from '#components/share-link/link-fields.tsx'
import { shownOnce } from '#components/share-link/link-words.ts'
import { CopyField } from '#components/ui/copy-field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { ShownLink } from '#lib/share-link/model.ts'

type LinkFormProps = { create: FormAction<ShownLink>; zone: string; now: number }

/** Makes a link to everything current and shows it, once. */
export function LinkForm({ create, zone, now }: LinkFormProps) {
  const { state, form, pending, error } = useFormAction(create)
  const [draft, setDraft] = useState(newLinkDraft)
  const [done, setDone] = useState(state)
  if (state !== done) {
    setDone(state)
    if (state.status === 'done') setDraft(newLinkDraft)
  }
  return (
    <div className="max-w-[560px] space-y-5">
      <form {...form} className="space-y-4">
        <FormMessage state={state} />
        <LinkFields
          draft={draft}
          errors={{ label: error('label'), expiresAt: error('expiresAt') }}
          example="Screen in the lobby"
          usual="until it is revoked"
          zone={zone}
          now={now}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
        <SubmitButton working={pending}>Make a link to everything current</SubmitButton>
      </form>
      <div aria-live="polite">
        {state.status === 'done' && (
          <CopyField label={`Link for ${state.result.label}`} value={state.result.url} hint={shownOnce} />
        )}
      </div>
    </div>
  )
}
