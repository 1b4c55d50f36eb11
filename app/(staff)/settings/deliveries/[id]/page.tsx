import type { Metadata } from 'next'
import Link from 'next/link'
import { forbidden, notFound } from 'next/navigation'
import { resendAction } from '#app/(staff)/settings/deliveries/actions.ts'
import { DeliveryState } from '#components/delivery/delivery-state.tsx'
import { MessageView } from '#components/delivery/message-view.tsx'
import { ConfirmForm } from '#components/people/confirm-form.tsx'
import { SaidDone } from '#components/people/said-done.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { Time } from '#components/ui/time.tsx'
import { getStaff } from '#lib/auth/session.ts'
import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { type DeliveryRow, deliveryName, isResendable } from '#lib/messaging/model.ts'
import { mayReadDeliveries } from '#lib/messaging/policy.ts'
import { getDelivery, getMessage, type ShownMessage } from '#lib/messaging/queries.ts'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: mayReadDeliveries((await getStaff()).actor) ? 'Message' : 'No access' }
}

/** One message: its state, and the message as it would have looked. */
export default async function DeliveryPage({ params }: Props) {
  const { actor, zone } = await getStaff()
  if (!mayReadDeliveries(actor)) forbidden()
  const { id } = await params
  const delivery = await findDelivery(actor, id)
  if (!delivery) notFound()
  const message = await readMessage(actor, id)
  const now = Date.now()
  return (
    <>
      <p className="mb-5">
        <Link href={{ pathname: '/settings/deliveries' }} className="link" prefetch={false}>
          All deliveries
        </Link>
      </p>
      <div className="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 id="h-message" className="sec wrap-anywhere" tabIndex={-1}>
          {deliveryName(delivery)}
          {delivery.ref && ` ${delivery.ref}`}
        </h2>
        <DeliveryState delivery={delivery} />
        <span className="text-13 text-ink-2">
          Since <Time at={delivery.changedAt} zone={zone} now={now} format="dayTime" />
        </span>
        <SaidDone heading="h-message">
          {isResendable(delivery) && (
            <span className="ml-auto">
              <ConfirmForm
                action={resendAction}
                fields={{ deliveryId: delivery.id }}
                label="Send again"
                title={`Send it to ${delivery.recipient.name} again`}
                lead={
                  delivery.inDoubt
                    ? 'The first one may have arrived. Ask them before you send a second.'
                    : 'A new message is written and queued. This one stays as it is.'
                }
                confirm="Send it again"
                keep="Do not send"
                done={`A new message to ${delivery.recipient.name} is queued.`}
              />
            </span>
          )}
        </SaidDone>
      </div>
      {delivery.trouble && <p className="mb-4 max-w-[72ch] wrap-anywhere">{delivery.trouble}</p>}
      {typeof message === 'string' ? (
        <EmptyState title="The message is not here">{message}</EmptyState>
      ) : (
        <MessageView id={delivery.id} {...message} />
      )}
    </>
  )
}

async function findDelivery(actor: Actor, id: string): Promise<DeliveryRow | null> {
  try {
    return await getDelivery(actor, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
  }
}

/** The message, or why there is none. */
async function readMessage(actor: Actor, id: string): Promise<ShownMessage | string> {
  try {
    return await getMessage(actor, id)
  } catch (error) {
    if (error instanceof AppError && error.code === 'gone') return error.message
    throw error
  }
}
