/** The situation report as a document (lib/report/model.ts), as a schema. */
import * as z from 'zod'
import { severity, status } from '#lib/incident/shapes.ts'
import { editionStates } from '#lib/report/model.ts'
import { hash, kind, promiseTally, ref, wireInstant } from './shapes.ts'

const seq = z.int().min(1)
const markdown = z.string().meta({ description: 'Markdown.' })
export const evidence = z.strictObject({
  seq,
  label: z.string().meta({ description: 'Time and kind of the entry: "14:20 decision".' }),
})
const part = z.union([z.string(), z.strictObject({ at: wireInstant, text: z.string() })])
const parts = z.array(part)
const measureFields = {
  name: z.string(),
  seconds: z.int().nullable(),
  value: z.string(),
  base: parts,
  target: z.strictObject({ seconds: z.int(), severity, met: z.boolean() }).nullable(),
}
const personRow = z.strictObject({
  name: z.string(),
  roles: z.array(z.strictObject({ name: z.string(), span: parts })),
})
const step = z.strictObject({
  seq,
  at: wireInstant,
  time: z.string(),
  kind: z.string(),
  text: markdown,
  facts: z.array(z.string()),
})
export const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('quote'), text: markdown, marks: z.boolean() }),
  z.strictObject({ type: z.literal('words'), text: markdown }),
  z.strictObject({ type: z.literal('sentence'), parts }),
  z.strictObject({ type: z.literal('note'), parts }),
  z.strictObject({ type: z.literal('measures'), rows: z.array(z.strictObject(measureFields)) }),
  z.strictObject({ type: z.literal('people'), rows: z.array(personRow) }),
  z.strictObject({ type: z.literal('steps'), rows: z.array(step) }),
])
const span = { from: z.number(), to: z.number() }
export const tape = z
  .strictObject({
    ...span,
    now: z.number().optional(),
    impact: z.strictObject({ ...span, label: z.string() }).optional(),
    phases: z.array(z.strictObject({ name: z.string(), ...span, live: z.boolean().optional() })),
    marks: z.array(z.strictObject({ at: z.number(), label: z.string(), key: z.boolean().optional() })),
    timeZone: z.string(),
  })
  .meta({ description: 'The incident on one time axis, in milliseconds since 1970.' })
export const timelineRow = z.strictObject({
  seq,
  at: wireInstant,
  time: z.string(),
  day: z.string().nullable(),
  elapsed: z.string(),
  lead: z.string().nullable(),
  text: z.string(),
  body: markdown.nullable(),
  late: z.string().nullable(),
  key: z.boolean(),
})

const toldUpdate = z.strictObject({
  number: z.int().min(1),
  seq: z.int().min(1),
  at: wireInstant,
  time: z.string(),
  day: z.string().nullable(),
  state: z.string(),
  headline: z.string(),
  text: z.string(),
  promise: z.strictObject({ by: wireInstant, kept: z.boolean(), parts }).nullable(),
  corrects: z.int().nullable(),
  withdrawn: z.boolean(),
})

export const edition = z.strictObject({
  version: z.int().nullable(),
  state: z.enum(editionStates),
  changed: z.boolean(),
  line: z.string(),
  hash: hash.nullable(),
})

export const followUpRow = z.strictObject({
  number: z.int(),
  title: z.string(),
  kind: z.string(),
  owner: z.string().nullable(),
  due: z.string().nullable(),
  state: z.string(),
  done: z.boolean(),
})

export const report = z.strictObject({
  ref,
  kind,
  organisation: z.string(),
  topic: z.string(),
  headline: z.string(),
  summary: z.string(),
  editedSummary: markdown.nullable(),
  severity,
  severityName: z.string(),
  severityTimes: z.array(z.strictObject({ severity, seconds: z.int(), text: z.string() })),
  status,
  statusLine: z.string(),
  labels: z.array(z.string()),
  edition,
  reportedAt: wireInstant,
  date: z.string(),
  composedAt: wireInstant,
  zone: z.strictObject({ name: z.string(), words: z.string() }),
  keyTimes: z.array(z.strictObject({ ...measureFields, label: z.string() })),
  tape,
  answers: z.array(
    z.strictObject({
      number: z.int().min(1),
      question: z.string(),
      blocks: z.array(block),
      evidence: z.array(evidence),
      blank: z.boolean(),
      edited: z.boolean(),
    }),
  ),
  gaps: z.array(
    z.strictObject({ number: z.int(), text: z.string(), kind: z.enum(['blank', 'contradiction']) }),
  ),
  updates: z
    .strictObject({
      title: z.string().nullable(),
      rows: z.array(toldUpdate),
      line: z.string(),
      notes: z.array(parts),
      tally: promiseTally,
      evidence: z.array(evidence),
    })
    .optional(),
  timeline: z.array(timelineRow),
  late: z.string().nullable(),
  leftOut: z.int(),
  links: z.array(z.strictObject({ title: z.string(), url: z.string(), evidence })),
  handOvers: z.array(z.strictObject({ parts, evidence })),
  images: z.array(
    z.strictObject({
      seq: z.int(),
      label: z.string(),
      fileId: z.string(),
      mediaType: z.string(),
      alt: z.string(),
    }),
  ),
  followUps: z.array(followUpRow),
  postMortem: z.string().nullable(),
  distribution: z.array(
    z.strictObject({
      name: z.string(),
      version: z.int(),
      at: wireInstant,
      text: z.string(),
      failed: z.boolean(),
    }),
  ),
  entries: z.int(),
  headHash: hash,
})
