import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Time } from '#components/ui/time.tsx'
import type { FormAction } from '#lib/http/model.ts'
import type { WebhookRow } from '#lib/subscriber/model.ts'

type WebhookListProps = { webhooks: readonly WebhookRow[]; remove: FormAction; zone: string; now: number }

/** Where updates are posted; those that ended stay listed. */
export function WebhookList({ webhooks, remove, zone, now }: WebhookListProps) {
  if (webhooks.length === 0) {
    return (
      <EmptyState title="No webhooks yet">
        With one, a wiki or a chat of your own shows each update as it is published.
      </EmptyState>
    )
  }
  return (
    <ul className="border-t">
      {webhooks.map(({ id, name, url, ref, severities, createdAt, endedAt, endReason }) => (
        <li key={id} className="flex min-h-14 items-center gap-3 border-b py-2">
          <div className="min-w-0 flex-1">
            <p className={`font-semibold wrap-anywhere ${endedAt ? 'text-ink-3' : ''}`}>{name}</p>
            <p className="text-13 text-ink-2 wrap-anywhere">{url}</p>
            <p className="text-13 text-ink-2">
              {ref ?? severities.join(', ')}. Added:{' '}
              <Time at={createdAt} zone={zone} now={now} format="dayTime" />.
              {endedAt && (
                <>
                  {' '}
                  Ended: <Time at={endedAt} zone={zone} now={now} format="dayTime" />.
                </>
              )}
            </p>
          </div>
          {endedAt ? (
            <Chip>{endReason === 'gone' ? 'Answered 410' : 'Removed'}</Chip>
          ) : (
            <ConfirmForm
              action={remove}
              fields={{ id }}
              label="Remove"
              name={`Remove ${name}`}
              title={`Remove ${name}`}
              lead="Nothing is posted there any more, and what waits is not posted either."
              confirm="Remove webhook"
              keep="Keep webhook"
              done={`The webhook ${name} is removed.`}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
