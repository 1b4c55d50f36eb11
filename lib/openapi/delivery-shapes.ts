/** Deliveries as the API answers them, checked against their types by the compiler. */
import * as z from 'zod'
import { channels, type DeliveryRow, deliveryKinds, deliveryStates } from '#lib/messaging/model.ts'
import type { DeliveryPage, ShownMessage } from '#lib/messaging/queries.ts'
import { ref, wireInstant } from './shapes.ts'

export const delivery = z.strictObject({
  id: z.uuid(),
  kind: z.enum(deliveryKinds),
  channel: z.enum(channels),
  state: z.enum(deliveryStates),
  ref: ref.nullable(),
  version: z.int().nullable().meta({ description: 'Which version of a document it brought.' }),
  recipient: z.strictObject({
    id: z.string(),
    name: z.string().meta({ description: 'Where it is a mail address, in full for admins alone.' }),
    address: z
      .string()
      .meta({ description: 'In full for admins alone.', examples: ['l…@northfield.example'] }),
  }),
  inDoubt: z.boolean().meta({ description: 'It may have arrived although it is not known to have.' }),
  provider: z.enum(['resend', 'smtp', 'outbox', 'webhook']).nullable(),
  trouble: z.string().nullable().meta({ description: 'Why it failed, waits or was cancelled.' }),
  createdAt: wireInstant,
  sentAt: wireInstant.nullable(),
  changedAt: wireInstant,
  dueAt: wireInstant.meta({ description: 'Not tried again before.' }),
}) satisfies z.ZodType<DeliveryRow>

export const deliveryPage = z.strictObject({
  deliveries: z.array(delivery),
  nextCursor: z.uuid().nullable(),
}) satisfies z.ZodType<DeliveryPage>

export const deliveryMessage = z.strictObject({
  from: z.string(),
  to: z.strictObject({ name: z.string(), address: z.string() }),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
  attachments: z.array(z.strictObject({ name: z.string(), type: z.string(), size: z.int() })),
}) satisfies z.ZodType<Omit<ShownMessage, 'attachments'>>
