/** The post-mortem as a document (lib/post-mortem/model.ts), as a schema. */
import * as z from 'zod'
import { postMortemSections } from '#lib/document/model.ts'
import { severity } from '#lib/incident/shapes.ts'
import { block, edition, evidence, followUpRow, tape, timelineRow } from './report-shape.ts'
import { hash, kind, ref, wireInstant } from './shapes.ts'

export const postMortem = z.strictObject({
  ref,
  kind,
  organisation: z.string(),
  topic: z.string(),
  headline: z.string(),
  severity,
  severityName: z.string(),
  statusLine: z.string(),
  labels: z.array(z.string()),
  zone: z.strictObject({ name: z.string(), words: z.string() }),
  tape,
  entries: z.int(),
  headHash: hash,
  date: z.string(),
  reportedAt: wireInstant,
  composedAt: wireInstant,
  edition,
  owner: z.string().nullable(),
  due: z.strictObject({ at: wireInstant, text: z.string() }).nullable(),
  meeting: z.string().nullable(),
  parts: z.array(
    z.strictObject({
      section: z.enum(postMortemSections),
      title: z.string(),
      blocks: z.array(block),
      timeline: z.array(timelineRow),
      evidence: z.array(evidence),
      blank: z.boolean(),
      edited: z.boolean(),
    }),
  ),
  followUps: z.array(followUpRow),
})
