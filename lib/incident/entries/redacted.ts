/** entry_redacted: the words of the entry that it corrects were taken out of the log. */
import * as z from 'zod'
import { defineEntry } from './entry.ts'

export const entryRedacted = defineEntry({
  v: 1,
  payload: z.strictObject({ reason: z.string() }),
  // The door folds the log anew from what is left in it; whoever reads along loads it again.
  evolve: (incident) => incident,
  sentence: (_, entry) => `${entry.actor.name} redacted entry ${entry.corrects}`,
})
