import type { Metadata } from 'next'
import Link from 'next/link'
import { forbidden } from 'next/navigation'
import { DeliveryFilter } from '#components/delivery/delivery-filter.tsx'
import { DeliveryRows } from '#components/delivery/delivery-rows.tsx'
import { SuppressedList } from '#components/delivery/suppressed-list.tsx'
import { SettingsSection } from '#components/people/settings-section.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { getStaff } from '#lib/auth/session.ts'
import { deliveryPlace } from '#lib/messaging/input.ts'
import { mayReadDeliveries, maySeeAddresses } from '#lib/messaging/policy.ts'
import { listDeliveries, listSuppressed } from '#lib/messaging/queries.ts'
import { hearsReports, senderAddress, wayOut } from '#lib/messaging/way-out.ts'
import { liftAction } from './actions.ts'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: mayReadDeliveries((await getStaff()).actor) ? 'Deliveries' : 'No access' }
}

/** What was sent to whom, by which way, and what came of it. */
export default async function DeliveriesPage({ searchParams }: Props) {
  const { actor, zone } = await getStaff()
  if (!mayReadDeliveries(actor)) forbidden()
  const { cursor, ...filter } = deliveryPlace(await searchParams)
  const [{ deliveries, nextCursor }, suppressed] = await Promise.all([
    listDeliveries(actor, { ...filter, ...(cursor && { cursor }) }),
    listSuppressed(actor),
  ])
  const now = Date.now()
  const small = buttonClass({ size: 'small' })
  return (
    <>
      <SettingsSection title="How mail leaves" lead="Set by the environment of this instance.">
        <p className="max-w-[72ch]">{wayWords()}</p>
      </SettingsSection>
      <SettingsSection
        title="Messages"
        lead="Each with its state. Open one to see it as it would have looked."
      >
        <DeliveryFilter
          key={JSON.stringify(filter)}
          chosen={{ state: filter.state ?? '', kind: filter.kind ?? '' }}
          about={filter.incident ? { incident: filter.incident, seq: filter.seq ?? null } : null}
        />
        <DeliveryRows
          deliveries={deliveries}
          zone={zone}
          now={now}
          isFiltered={Object.keys(filter).length > 0}
        />
        {(cursor || nextCursor) && (
          <nav className="mt-4 flex gap-3" aria-label="Pages of deliveries">
            {cursor && (
              <Link
                href={{ pathname: '/settings/deliveries', query: filter }}
                className={small}
                prefetch={false}
              >
                Newest
              </Link>
            )}
            {nextCursor && (
              <Link
                href={{ pathname: '/settings/deliveries', query: { ...filter, cursor: nextCursor } }}
                className={small}
                prefetch={false}
              >
                Older
              </Link>
            )}
          </nav>
        )}
      </SettingsSection>
      <SettingsSection
        title="Suppressed addresses"
        lead="Mail to them came back or was marked as spam, so nothing is sent to them."
      >
        <SuppressedList
          suppressed={suppressed}
          zone={zone}
          now={now}
          lift={maySeeAddresses(actor) ? liftAction : null}
        />
      </SettingsSection>
    </>
  )
}

function wayWords(): string {
  switch (wayOut()) {
    case 'resend':
      return hearsReports()
        ? `By Resend, from ${senderAddress()}. Resend reports what becomes of each mail.`
        : `By Resend, from ${senderAddress()}. Nothing is reported back, so a mail stays at “Sent”: set RESEND_WEBHOOK_SECRET to hear of deliveries and bounces.`
    case 'smtp':
      return `By a mail server (SMTP_URL), from ${senderAddress()}. A mail server does not report what becomes of a mail, so it stays at “Sent”.`
    default:
      return 'Nothing leaves this instance: neither RESEND_API_KEY nor SMTP_URL is set. Every message is kept here, in the outbox, and nobody receives it.'
  }
}
