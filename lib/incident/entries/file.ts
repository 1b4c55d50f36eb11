/** file_attached: a picture or a text beside the log. Its bytes are apart; what is said of it stands here. */
import * as z from 'zod'
import { defineEntry } from './entry.ts'

const pixels = z.int().min(1).optional()

export const fileAttached = defineEntry({
  v: 1,
  payload: z.strictObject({
    file: z.strictObject({
      id: z.string(),
      name: z.string(),
      mediaType: z.string(),
      /** Bytes. */
      size: z.int(),
      width: pixels,
      height: pixels,
    }),
    /** What a picture shows, in words. */
    alt: z.string().nullable(),
    text: z.string().nullable(),
  }),
  evolve: (incident) => incident,
  sentence: ({ file }, entry) => `${entry.actor.name} attached ${file.name}`,
})
