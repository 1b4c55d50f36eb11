import type { Metadata } from 'next'
import Link from 'next/link'
import { forbidden } from 'next/navigation'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { WebhookForm } from '#components/webhook/webhook-form.tsx'
import { WebhookList } from '#components/webhook/webhook-list.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { maySeeWebhooks } from '#lib/subscriber/policy.ts'
import { listWebhooks } from '#lib/subscriber/queries.ts'
import { addWebhookAction, removeWebhookAction } from './actions.ts'

export async function generateMetadata(): Promise<Metadata> {
  return { title: maySeeWebhooks((await getStaff()).actor) ? 'Webhooks' : 'No access' }
}

/** Where public updates are posted: admins alone. */
export default async function WebhooksPage() {
  const { actor, zone } = await getStaff()
  if (!maySeeWebhooks(actor)) forbidden()
  const webhooks = await listWebhooks(actor)
  return (
    <>
      <SettingsSection
        title="New webhook"
        lead="Each public update is posted there as JSON: what the stakeholders’ page says, and nothing else."
      >
        <WebhookForm add={addWebhookAction} />
      </SettingsSection>
      <SettingsSection
        title="Webhooks"
        lead={
          <>
            What came of each post stands in{' '}
            <Link className="link" href="/settings/deliveries?kind=public_update" prefetch={false}>
              Deliveries
            </Link>
            .
          </>
        }
      >
        <WebhookList webhooks={webhooks} remove={removeWebhookAction} zone={zone} now={Date.now()} />
      </SettingsSection>
    </>
  )
}
