import Link from 'next/link'
import { DeliveryState } from '#components/delivery/delivery-state.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Time } from '#components/ui/time.tsx'
import { type DeliveryRow, deliveryName } from '#lib/messaging/model.ts'

type DeliveryRowsProps = {
  deliveries: readonly DeliveryRow[]
  zone: string
  now: number
  isFiltered: boolean
}

/** Every message, the newest first; each opens as it would have looked. */
export function DeliveryRows({ deliveries, zone, now, isFiltered }: DeliveryRowsProps) {
  if (deliveries.length === 0) {
    return (
      <EmptyState title={isFiltered ? 'Nothing matches' : 'Nothing was sent yet'}>
        {isFiltered
          ? 'Choose another state or kind.'
          : 'Reports, updates, invitations and reminders stand here once they are written.'}
      </EmptyState>
    )
  }
  return (
    <ol className="border-t">
      {deliveries.map((delivery) => (
        <li
          key={delivery.id}
          className="hover:bg-hover relative grid gap-x-4 border-b py-2 sm:grid-cols-[9.5rem_minmax(0,1fr)_auto] sm:items-start"
        >
          <Time
            at={delivery.createdAt}
            zone={zone}
            now={now}
            format="dayTime"
            className="text-13 text-ink-3 sm:pt-px"
          />
          <div className="min-w-0">
            <p className="wrap-anywhere">
              <Link
                href={{ pathname: `/settings/deliveries/${delivery.id}` }}
                className="font-semibold after:absolute after:inset-0"
                prefetch={false}
              >
                {deliveryName(delivery)}
                {delivery.ref && ` ${delivery.ref}`}
                {delivery.version !== null && `, version ${delivery.version}`}
              </Link>{' '}
              to {delivery.recipient.name}
            </p>
            <p className="text-13 text-ink-2 wrap-anywhere">
              {delivery.recipient.address}
              {delivery.trouble && `. ${delivery.trouble}`}
            </p>
          </div>
          <DeliveryState delivery={delivery} />
        </li>
      ))}
    </ol>
  )
}
