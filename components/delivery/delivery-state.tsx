import { Check, CheckCheck, CircleAlert, CircleHelp, CircleSlash, Clock, type LucideIcon } from 'lucide-react'
import { type DeliveryRow, isTrouble, stateNames } from '#lib/messaging/model.ts'

const icons: Record<DeliveryRow['state'], LucideIcon> = {
  pending: Clock,
  sending: Clock,
  uncertain: CircleHelp,
  sent: Check,
  delivered: CheckCheck,
  bounced: CircleAlert,
  complained: CircleAlert,
  failed: CircleAlert,
  cancelled: CircleSlash,
}

/** What became of a message, as a mark with its word: never by colour alone. */
export function DeliveryState({
  delivery,
}: {
  delivery: Pick<DeliveryRow, 'state' | 'inDoubt' | 'provider'>
}) {
  const { state, inDoubt, provider } = delivery
  const Icon = icons[state]
  const ink = isTrouble(state) ? 'text-sev1-ink' : state === 'delivered' ? 'text-ok-ink' : 'text-ink-2'
  const word = state === 'sent' && provider === 'outbox' ? 'In the outbox' : stateNames[state]
  return (
    <span className={`text-13 inline-flex items-center gap-1.5 font-medium whitespace-nowrap ${ink}`}>
      <Icon className="icon icon-sm" />
      {state === 'failed' && inDoubt ? 'Not known to have arrived' : word}
    </span>
  )
}
