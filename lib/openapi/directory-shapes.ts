/** What the API answers of follow-ups and stakeholders, as schemas. */
import * as z from 'zod'
import { type FollowUp, followUpKinds, followUpStates } from '#lib/follow-up/model.ts'
import { severity } from '#lib/incident/shapes.ts'
import type { Stakeholder } from '#lib/stakeholder/model.ts'
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
}) satisfies z.ZodType<Stakeholder>
