import Link from 'next/link'
import { DeliveryState } from '#components/delivery/delivery-state.tsx'
import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FormAction } from '#lib/http/model.ts'
import { type DeliveryRow, deliveryName, isOver, isResendable } from '#lib/messaging/model.ts'

type DeliveryListProps = {
  deliveries: readonly DeliveryRow[]
  zone: string
  now: number
  /** Whether whoever reads may open the messages. */
  mayOpen: boolean
  /** For whoever may send a failed one again; null for others. */
  resend?: FormAction | null
  /** Ids of those that were sent again already. */
  again?: ReadonlySet<string>
}

/** Who was sent which version, and what came of it: beside a report. */
export function DeliveryList(props: DeliveryListProps) {
  const { deliveries, zone, now, mayOpen, resend = null, again } = props
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
            {deliveryName(delivery)}
            {delivery.version !== null && `, version ${delivery.version}`},{' '}
            <Time at={shownAt(delivery)} zone={zone} now={now} format="dayTime" className="text-13" />
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
          {resend && isResendable(delivery) && !again?.has(delivery.id) && (
            <SendAgain delivery={delivery} resend={resend} />
          )}
        </li>
      ))}
    </ul>
  )
}

function SendAgain({ delivery, resend }: { delivery: DeliveryRow; resend: FormAction }) {
  const { id, recipient, inDoubt } = delivery
  return (
    <p className="mt-1.5">
      <ConfirmForm
        action={resend}
        fields={{ deliveryId: id }}
        label="Send again"
        name={`Send it to ${recipient.name} again`}
        title={`Send it to ${recipient.name} again`}
        lead={
          inDoubt
            ? 'The first one may have arrived. Ask them before you send a second.'
            : 'A new message is written and queued. This one stays as it is.'
        }
        confirm="Send it again"
        keep="Do not send"
        done={`A new message to ${recipient.name} is queued.`}
      />
    </p>
  )
}

function shownAt({ state, changedAt, createdAt }: DeliveryRow): string {
  return isOver(state) ? changedAt : createdAt
}
