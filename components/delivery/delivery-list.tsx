import Link from 'next/link'
import { DeliveryState } from '#components/delivery/delivery-state.tsx'
import { Time } from '#components/ui/time.tsx'
import { type DeliveryRow, isOver, kindNames } from '#lib/messaging/model.ts'

type DeliveryListProps = {
  deliveries: readonly DeliveryRow[]
  zone: string
  now: number
  /** Whether whoever reads may open the messages. */
  mayOpen: boolean
}

/** Who was sent which version, and what came of it: beside a report. */
export function DeliveryList({ deliveries, zone, now, mayOpen }: DeliveryListProps) {
  if (deliveries.length === 0) return <p className="hint">Nobody was sent anything yet.</p>
  return (
    <ul className="border-t">
      {deliveries.map((delivery) => (
        <li key={delivery.id} className="border-b py-2">
          <div className="flex flex-wrap items-baseline justify-between gap-x-3">
            <span className="min-w-0 font-semibold wrap-anywhere">{delivery.recipient.name}</span>
            <DeliveryState delivery={delivery} />
          </div>
          <p className="text-13 text-ink-2 wrap-anywhere">
            {kindNames[delivery.kind]}
            {delivery.version !== null && `, version ${delivery.version}`},{' '}
            <Time at={shownAt(delivery)} zone={zone} now={now} format="dayTime" />
            {mayOpen && (
              <>
                {', '}
                <Link
                  href={{ pathname: `/settings/deliveries/${delivery.id}` }}
                  className="link"
                  aria-label={`Open the message to ${delivery.recipient.name}`}
                  prefetch={false}
                >
                  open
                </Link>
              </>
            )}
          </p>
          {delivery.trouble && <p className="text-13 text-ink-2 wrap-anywhere">{delivery.trouble}</p>}
        </li>
      ))}
    </ul>
  )
}

function shownAt({ state, changedAt, createdAt }: DeliveryRow): string {
  return isOver(state) ? changedAt : createdAt
}
