/** What can be asked of the list of deliveries, in an address. */
import * as z from 'zod'
import { documentNames } from '#lib/document/model.ts'
import { incidentRef, limits, versionNumber, words } from '#lib/incident/shapes.ts'
import { deliveryKinds, deliveryStates } from './model.ts'

const limit = 'Give a whole number from 1 to 200.'

export const deliveryQuery = z.strictObject({
  state: z.enum(deliveryStates, `Choose one of ${deliveryStates.join(', ')}.`).optional(),
  kind: z.enum(deliveryKinds, `Choose one of ${deliveryKinds.join(', ')}.`).optional(),
  /** Of one incident alone. */
  incident: incidentRef.optional(),
  /** Of one entry of it alone: of an update, say. */
  seq: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'Give the number of an entry.')
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, limit)
    .transform(Number)
    .refine((count) => count >= 1 && count <= 200, limit)
    .optional(),
  /** `nextCursor` of the page before. */
  cursor: z.uuid('Give the nextCursor of the page before, unchanged.').optional(),
})

export type DeliveryQuery = z.output<typeof deliveryQuery>

/** The filter in a page's address; what cannot be read counts as absent, so that no link is dead. */
export function deliveryPlace(params: Record<string, string | string[] | undefined>): DeliveryQuery {
  const read = Object.entries(deliveryQuery.shape).flatMap(([name, schema]) => {
    const value = name === 'limit' ? undefined : schema.safeParse(params[name] || undefined).data
    return value === undefined ? [] : [[name, value]]
  })
  // Each value was read by the schema of its own name.
  return Object.fromEntries(read) as DeliveryQuery
}

/** A document as it is about to be sent: what a preview and a test are made of. */
export const sendingInput = z.strictObject({
  ref: incidentRef,
  document: z.enum(documentNames, 'Choose report or post_mortem.'),
  version: versionNumber,
  note: words(limits.text).nullable(),
  /** What changed since the version that was sent before. */
  changes: words(limits.text).nullable(),
})

export type SendingInput = z.output<typeof sendingInput>

/** The command that sends each document: whoever may give it may also see its mail, and try it on themselves. */
export const sentBy = { report: 'send_report', post_mortem: 'send_post_mortem' } as const
