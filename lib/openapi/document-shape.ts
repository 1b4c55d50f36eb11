/** A document as it is written, as schemas (lib/document/model.ts). */
import * as z from 'zod'
import { sectionsOf } from '#lib/document/model.ts'
import { edition } from './report-shape.ts'
import { hash, wireInstant } from './shapes.ts'

const section = z.enum([...new Set([...sectionsOf.report, ...sectionsOf.post_mortem])])
const markdown = z.string().meta({ description: 'Markdown.' })

export const workingSection = z.strictObject({
  section,
  revision: z.int().meta({ description: 'Grows with every save; a save names the one that was read.' }),
  text: markdown.nullable().meta({ description: 'Null: as the log has it.' }),
  composedThen: markdown.meta({ description: 'What the log had when the editing began.' }),
  editedBy: z.string(),
  editedAt: wireInstant,
})

export const workingDocument = z.strictObject({
  edition,
  composed: z.partialRecord(section, markdown).meta({ description: 'What the log says now, by section.' }),
  sections: z.array(workingSection),
  versions: z.array(
    z.strictObject({
      version: z.int(),
      hash,
      why: z.string(),
      by: z.string(),
      at: wireInstant,
      seq: z.int(),
    }),
  ),
  comments: z.array(
    z.strictObject({
      id: z.uuid(),
      section,
      text: z.string(),
      by: z.string(),
      at: wireInstant,
      resolvedBy: z.string().nullable(),
      resolvedAt: wireInstant.nullable(),
    }),
  ),
})
