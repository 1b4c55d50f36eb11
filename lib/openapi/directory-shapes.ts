/** What the API answers of follow-ups and stakeholders, as schemas. */
import * as z from 'zod'
import { type FollowUp, followUpKinds, followUpStates } from '#lib/follow-up/model.ts'
import { severity } from '#lib/incident/shapes.ts'
import type { Reach } from '#lib/share-link/model.ts'
import type { UpdatePreview } from '#lib/share-link/preview/model.ts'
import type { Stakeholder } from '#lib/stakeholder/model.ts'
import type { NewWebhook, WebhookRow } from '#lib/subscriber/model.ts'
import { ref, wireInstant } from './shapes.ts'

/** Whoever it is: a person, a service, SitRep itself. */
const named = z.strictObject({ id: z.string(), name: z.string() })

export const followUp = z.strictObject({
  id: z.uuid(),
  ref: ref.meta({ description: 'The incident that it came from.' }),
  topic: z.string(),
  severity,
  number: z.int().min(1).meta({ description: 'Within its incident, from 1.' }),
  title: z.string(),
  kind: z.enum(followUpKinds),
  state: z.enum(followUpStates),
  owner: named.nullable(),
  dueOn: z.iso.date().nullable().meta({ description: 'A day, in no zone.' }),
  url: z.string().nullable(),
  outcome: z.string().nullable().meta({ description: 'What came of it, or why it was dropped.' }),
  createdBy: named,
  createdAt: wireInstant,
  changedAt: wireInstant.meta({ description: 'Names this version; send it with an edit.' }),
  endedAt: wireInstant.nullable(),
}) satisfies z.ZodType<FollowUp>

export const stakeholder = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  email: z.string().nullable().meta({ description: 'Null for observers.' }),
  group: z.string().nullable(),
  suppressed: z
    .enum(['bounced', 'complained'])
    .nullable()
    .meta({ description: 'Why nothing is sent to the address any more. Null for observers.' }),
  updates: z.array(severity).meta({ description: 'The severities whose public updates they get by mail.' }),
  updatesNote: z
    .strictObject({ kind: z.enum(['asked', 'left', 'undeliverable']), at: wireInstant })
    .nullable()
    .meta({
      description:
        'They unsubscribed, were asked to confirm that they want updates again, or mail came back.',
    }),
}) satisfies z.ZodType<Stakeholder>

export const reach = z.strictObject({
  links: z.int().meta({ description: 'Links that hold: of the incident, and of everything current.' }),
  email: z.int().meta({ description: 'People who confirmed that they want mail.' }),
  webhooks: z.int(),
  lost: z.int().meta({ description: 'People and webhooks whom the newest update did not reach.' }),
}) satisfies z.ZodType<Reach>
const webhookFields = {
  id: z.uuid(),
  name: z.string(),
  url: z.string(),
  ref: ref.nullable().meta({ description: 'The one incident that it is about.' }),
  severities: z.array(severity).meta({ description: 'Or all real incidents of these.' }),
  createdAt: wireInstant,
  endedAt: wireInstant.nullable(),
  endReason: z.enum(['removed', 'gone']).nullable().meta({ description: 'gone: it answered 410.' }),
}
export const webhook = z.strictObject(webhookFields) satisfies z.ZodType<WebhookRow>
export const addedWebhook = z.strictObject({
  ...webhookFields,
  secret: z.string().meta({ description: 'Signs what is posted (Standard Webhooks). Shown this once.' }),
}) satisfies z.ZodType<NewWebhook>

export const updatePreview = z.strictObject({
  page: z.string(),
  mail: z.strictObject({ subject: z.string(), html: z.string(), text: z.string() }),
}) satisfies z.ZodType<UpdatePreview>
