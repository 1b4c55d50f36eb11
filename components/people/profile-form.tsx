'use client'

import { FormDone } from '#components/people/form-done.tsx'
import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { ZoneField } from '#components/people/zone-field.tsx'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'

type ProfileFormProps = {
  save: FormAction
  person: { name: string; timeZone: string | null }
  zones: readonly string[]
  now: number
}

/** One's own name and time zone. */
export function ProfileForm({ save, person, zones, now }: ProfileFormProps) {
  const { state, form, pending, value, error } = useFormAction(save)
  return (
    <form {...form} className="max-w-[440px] space-y-4">
      <FormMessage state={state} />
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        required
        maxLength={120}
        defaultValue={value('name', person.name)}
        error={error('name')}
        hint="As it stands beside what you log from now on. Entries that exist keep the name they were written under."
      />
      <ZoneField
        label="Time zone"
        zones={zones}
        now={now}
        chosen={person.timeZone}
        none="As this browser has it"
        hint="Pages show times in it. Reports use the organisation's."
        error={error('timeZone')}
      />
      <div className="flex items-center gap-3">
        <SubmitButton working={pending}>Save profile</SubmitButton>
        <FormDone state={state}>Saved</FormDone>
      </div>
    </form>
  )
}
