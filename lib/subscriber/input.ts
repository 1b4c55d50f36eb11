/** What is typed about subscriptions. */
import * as z from 'zod'
import { incidentRef, oneLine, severity } from '#lib/incident/shapes.ts'
import { email, id, oneTimeToken } from '#lib/people/input.ts'
import { webhookLimits } from './model.ts'

export const subscribeInput = z.strictObject({ token: oneTimeToken, email })
export const tokenInput = z.strictObject({ token: oneTimeToken })

/** Of which severities, each once, in order. */
export const severityList = z
  .array(severity, 'List severities, such as ["SEV1", "SEV2"].')
  .max(9, 'List each severity once.')
  .transform((list) => [...new Set(list)].sort())

export const stakeholderUpdates = z.strictObject({ id, updates: severityList })
export const groupUpdates = z.strictObject({ group: oneLine(80), updates: severityList })

const scope = 'Give either severities or one incident.'

/** Either of severities, or of one incident. */
export const newWebhook = z
  .strictObject({
    name: oneLine(webhookLimits.name),
    url: z.string('Write an address.').trim(),
    severities: severityList.optional(),
    incident: incidentRef.optional(),
  })
  .refine(({ severities = [], incident }) => severities.length > 0 !== (incident !== undefined), {
    error: scope,
    path: ['severities'],
  })

export const webhookId = z.strictObject({ id })
