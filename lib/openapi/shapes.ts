/** What the API answers, as schemas (D1, D2): written beside the types, and checked against them by the compiler. */
import * as z from 'zod'
import type { Entry } from '#lib/incident/entries/table.ts'
import { type ActorRef, type IncidentView, type Metrics, milestoneNames } from '#lib/incident/incident.ts'
import { affectedStates, updateStates } from '#lib/incident/public-updates.ts'
import { answer, label, personRef, role, severity, status } from '#lib/incident/shapes.ts'
import type { Finding } from '#lib/log/model.ts'

/** RFC 3339 in UTC with milliseconds. */
export const wireInstant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .meta({ format: 'date-time', examples: ['2026-05-14T12:02:11.000Z'] })
const seq = z.int().min(1).meta({ description: 'The number of an entry: from 1, without gaps.' })
const seconds = z.int().nullable()
export const hash = z.string().regex(/^[0-9a-f]{64}$/)
export const kind = z.enum(['real', 'drill'])
export const ref = z
  .string()
  .regex(/^(INC|DRILL)-[1-9]\d*$/)
  .meta({ examples: ['INC-42'] })

const actor = z.strictObject({
  kind: z.enum(['person', 'service', 'system']),
  id: z.string(),
  name: z.string(),
}) satisfies z.ZodType<ActorRef>

const answerOrNull = answer.nullable()
const source = z.strictObject({ seq, at: wireInstant })
const incidentRef = { id: z.uuid(), ref }

export const promiseTally = z.strictObject({ due: z.int(), kept: z.int(), worstSecondsLate: seconds })

const metrics = z.strictObject({
  responseSeconds: seconds,
  timeToCommandSeconds: seconds,
  timeToMitigateSeconds: seconds,
  timeToResolveSeconds: seconds,
  promises: promiseTally
    .nullable()
    .meta({ description: 'Updates that came by the promised time, of those that were due.' }),
  timeInSeverity: z
    .array(z.strictObject({ severity, seconds: z.int() }))
    .meta({ description: 'Partitions the time from the report to the resolution; empty until resolved.' }),
}) satisfies z.ZodType<Metrics>

const fact = z.strictObject({ text: z.string() }).nullable()
// Every name of the closed list gets its schema, so the record is whole.
const milestoneFields = Object.fromEntries(
  milestoneNames.map((name) => [name, wireInstant.nullable()]),
) as Record<(typeof milestoneNames)[number], z.ZodNullable<z.ZodString>>
const sourcedFields = [
  ...milestoneNames,
  ...([
    'topic',
    'reported',
    'severity',
    'status',
    'who',
    'how',
    'solution',
    'cause',
    'now',
    'update',
  ] as const),
] as const

/** A version of a document that an entry names. */
const documentHead = z.strictObject({ version: z.int().min(1), hash, seq, at: wireInstant, by: actor })
const sentHead = documentHead.extend({ recipients: z.int() })

const updateWords = {
  title: z.string().meta({ description: 'What it is called outside.' }),
  headline: z.string(),
  text: z.string(),
  state: z.enum(updateStates),
  affected: z.array(z.strictObject({ name: z.string(), state: z.enum(affectedStates) })),
  nextUpdateAt: wireInstant.nullable(),
}
const updatePromise = z
  .strictObject({
    kind: z.enum(['first', 'next']),
    restsOn: z.enum(['severity', 'update']),
    dueAt: wireInstant,
    seq,
    missed: seq.nullable(),
    nudged: z.array(z.int()),
  })
  .nullable()
const corrected = z.strictObject({ seq, number: z.int() })
const updates = z
  .strictObject({
    published: z.int(),
    last: z.strictObject({ ...updateWords, number: z.int(), seq, at: wireInstant, by: actor }).nullable(),
    draft: z
      .strictObject({ ...updateWords, seq, at: wireInstant, by: actor, corrects: corrected.nullable() })
      .nullable(),
    promise: updatePromise,
    since: z.strictObject({ seq, at: wireInstant }),
    tally: promiseTally,
    shared: z.strictObject({ report: z.boolean(), postMortem: z.boolean() }),
  })
  .meta({ description: 'What those outside are told, and until when they wait for the next word.' })

export const incident = z.strictObject({
  ref,
  id: z.uuid(),
  kind,
  topic: z.string(),
  severity,
  status,
  reported: z.string().meta({ description: 'What was reported, in the reporter’s own words.' }),
  reportedBy: z.string(),
  source: z.string().meta({ description: 'How it came to us: a phone call, an alert.' }),
  seq: seq.meta({ description: 'The number of the newest entry folded in.' }),
  headHash: hash.meta({ description: 'The hash of entry seq.' }),
  impact: z.strictObject({ who: answerOrNull, how: answerOrNull }),
  solution: z.string().nullable(),
  facts: z.strictObject({ cause: fact, now: fact }),
  links: z.array(z.strictObject({ title: z.string(), url: z.string(), seq })),
  labels: z.array(label),
  pins: z.array(z.strictObject({ seq, at: wireInstant, sentence: z.string() })).max(20),
  roles: z.array(
    z.strictObject({ role, person: personRef, from: wireInstant, until: wireInstant.nullable() }),
  ),
  offer: z
    .strictObject({
      from: personRef,
      to: personRef,
      brief: z.string(),
      offeredAt: wireInstant,
      expiresAt: wireInstant,
      seq,
    })
    .nullable(),
  commanderActiveAt: wireInstant.nullable(),
  nudge: z.strictObject({ at: wireInstant, by: actor, seq }).nullable(),
  mergedInto: z.strictObject(incidentRef).nullable(),
  merged: z.array(z.strictObject({ ...incidentRef, topic: z.string() })),
  milestones: z.strictObject(milestoneFields),
  acknowledgements: z.array(z.strictObject({ person: personRef, at: wireInstant })),
  statuses: z.array(z.strictObject({ status, from: wireInstant, by: actor, seq })),
  severities: z.array(z.strictObject({ severity, from: wireInstant, recordedAt: wireInstant, seq })),
  sources: z
    .partialRecord(z.enum(sourcedFields), source)
    .meta({ description: 'The entry that a field’s present value rests on.' }),
  undo: z.array(
    z.strictObject({
      seq,
      field: z.enum(['severity', 'status']),
      mitigatedAt: wireInstant.nullable(),
      promise: updatePromise,
      before: z.partialRecord(z.enum(['severity', 'status', 'mitigatedAt']), source),
    }),
  ),
  documents: z.strictObject({
    report: z
      .strictObject({
        saved: documentHead,
        approved: documentHead.nullable(),
        sent: sentHead.nullable(),
        superseded: z.boolean(),
      })
      .nullable(),
    postMortem: z.strictObject({
      saved: documentHead.nullable(),
      owner: personRef.nullable(),
      dueAt: wireInstant.nullable(),
      meetingAt: wireInstant.nullable(),
      review: documentHead.nullable(),
      published: documentHead.nullable(),
      sent: sentHead.nullable(),
      attached: z.strictObject({ title: z.string(), url: z.string(), seq }).nullable(),
      waived: z.strictObject({ reason: z.string(), seq }).nullable(),
    }),
  }),
  updates,
  undone: z.partialRecord(z.enum(['severity', 'status']), seq),
  metrics,
}) satisfies z.ZodType<IncidentView>

/** What every entry has besides its type and payload. */
export const entryHead = {
  seq,
  occurredAt: wireInstant.meta({ description: 'When it happened, as people say.' }),
  recordedAt: wireInstant.meta({ description: 'When it was written down, by the server’s clock.' }),
  actor,
  commandId: z
    .string()
    .meta({ description: 'The command that caused it: its Idempotency-Key, if that was a UUID.' }),
  corrects: seq.nullable(),
  redacted: z
    .literal(true)
    .optional()
    .meta({ description: 'Its words were taken out; the hash still holds.' }),
  sentence: z.string().meta({ description: 'The entry in plain words.' }),
  hash,
} satisfies Record<Exclude<keyof Entry, 'type' | 'v' | 'payload'>, z.ZodType>

export const problem = z.strictObject({
  type: z.literal('about:blank'),
  title: z.string(),
  status: z.int(),
  detail: z.string().meta({ description: 'Why, and what would be allowed.' }),
  code: z.string().meta({ description: 'For programs; see each answer.' }),
  fields: z
    .record(z.string(), z.string())
    .optional()
    .meta({ description: 'Per field at fault, what would be right. Nested names are dotted.' }),
  details: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'More for a program to act on, such as both values of a conflict.' }),
  id: z.string().optional().meta({ description: 'Names this failure in the server’s log.' }),
})

export const file = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  mediaType: z.string().meta({ examples: ['image/png', 'text/plain'] }),
  size: z.int().meta({ description: 'Bytes.' }),
  width: z.int().nullable(),
  height: z.int().nullable(),
})

/** Where words stand in a text: [from, to) in UTF-16 units. */
const ranges = z.array(z.tuple([z.int(), z.int()]))

/** Why an incident was found. */
export const finding = z.strictObject({
  topic: ranges,
  entries: z.array(
    z.strictObject({ seq, occurredAt: wireInstant, head: z.string(), text: z.string(), ranges }),
  ),
}) satisfies z.ZodType<Finding>

export const similarIncidents = z.strictObject({
  incidents: z
    .array(z.strictObject({ ref, kind, topic: z.string(), severity, status, reportedAt: wireInstant }))
    .max(5),
})

export const labels = z.strictObject({ labels: z.array(label) })

export const health = z.strictObject({
  status: z.enum(['ok', 'unavailable']),
  database: z.enum(['ok', 'unavailable']),
  stream: z.enum(['ok', 'unavailable']),
  clock: z.enum(['ok', 'off', 'unknown']).meta({
    description: 'off: the clock of this process is more than a minute away from the database’s.',
  }),
})
