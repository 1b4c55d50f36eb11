import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { SuppressedAddress } from '#lib/messaging/model.ts'

type SuppressedListProps = {
  suppressed: readonly SuppressedAddress[]
  zone: string
  now: number
  /** Only admins lift; null for others. */
  lift: FormAction | null
}

const reasons = { bounced: 'a mail came back', complained: 'marked as spam' } as const

/** Addresses that nothing is sent to any more, and why. */
export function SuppressedList({ suppressed, zone, now, lift }: SuppressedListProps) {
  if (suppressed.length === 0) return <p className="hint">No address is suppressed.</p>
  return (
    <ul className="border-t">
      {suppressed.map(({ address, reason, at }) => (
        <li
          key={`${address} ${at}`}
          className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b py-2"
        >
          <p className="min-w-0 wrap-anywhere">
            <span className="font-semibold">{address}</span>, {reasons[reason]},{' '}
            <Time at={at} zone={zone} now={now} format="dayTime" className="text-13" />
          </p>
          {lift && (
            <ConfirmForm
              action={lift}
              fields={{ address }}
              label="Lift"
              name={`Lift ${address}`}
              title={`Send to ${address} again`}
              lead="Do this when the address takes mail again. If it does not, it comes back to this list."
              confirm="Send to it again"
              keep="Leave it"
              done={`Mail goes to ${address} again.`}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
