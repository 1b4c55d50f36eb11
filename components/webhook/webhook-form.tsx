'use client'

import { FormMessage } from '#components/people/form-message.tsx'
import { useFormAction } from '#components/people/use-form-action.ts'
import { SeverityBoxes } from '#components/stakeholder/severity-boxes.tsx'
import { CopyField } from '#components/ui/copy-field.tsx'
import { TextField } from '#components/ui/field.tsx'
import { SubmitButton } from '#components/ui/submit-button.tsx'
import type { FormAction } from '#lib/http/model.ts'
import { type ShownSecret, webhookLimits } from '#lib/subscriber/model.ts'

/** Adds a webhook and shows its secret, once. */
export function WebhookForm({ add }: { add: FormAction<ShownSecret> }) {
  const { state, form, pending, value, error } = useFormAction(add, { emptied: true })
  return (
    <div className="max-w-[560px] space-y-5">
      <form {...form} className="space-y-4">
        <FormMessage state={state} />
        <TextField
          label="Name"
          name="name"
          autoComplete="off"
          required
          maxLength={webhookLimits.name}
          defaultValue={value('name')}
          error={error('name')}
          hint="What receives it, and where."
        />
        <TextField
          label="Address"
          name="url"
          type="url"
          autoComplete="off"
          required
          maxLength={webhookLimits.url}
          defaultValue={value('url')}
          error={error('url')}
          hint="It begins with https:// and leads to a public address."
        />
        <SeverityBoxes
          legend="Severities"
          hint="Real incidents of these, and the rest of each when its severity changes. For one incident alone name it below."
          name="severities"
          chosen={[]}
          error={error('severities')}
        />
        <TextField
          label="Incident"
          aside="optional"
          name="incident"
          autoComplete="off"
          maxLength={20}
          defaultValue={value('incident')}
          error={error('incident')}
          hint="Such as INC-42 or DRILL-3, in place of severities."
        />
        <SubmitButton working={pending}>Add webhook</SubmitButton>
      </form>
      <div aria-live="polite">
        {state.status === 'done' && (
          <CopyField
            label={`Secret of ${state.result.name}`}
            value={state.result.secret}
            hint="Copy it now: it is not shown again. The receiver checks the signature with it, as Standard Webhooks has it."
          />
        )}
      </div>
    </div>
  )
}
