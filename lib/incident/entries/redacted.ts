/** entry_redacted: the words of the entry that it corrects were taken out of the log. */
import * as z from 'zod'
import { defineEntry, olderVersion } from './entry.ts'

const said = { reason: z.string() }

export const entryRedacted = defineEntry({
  v: 2,
  older: [
    olderVersion({
      v: 1,
      // Written before it named what repeats the words.
      payload: z.strictObject(said),
      upcast: (payload) => ({ ...payload, alsoIn: [] }),
    }),
  ],
  payload: z.strictObject({
    ...said,
    /** Other updates that hold some of the same words, and still did after it. */
    alsoIn: z.array(z.int()),
  }),
  // The door folds the log anew from what is left in it; whoever reads along loads it again.
  evolve: (incident) => incident,
  sentence: (_, { actor, corrects }) => `${actor.name} redacted entry ${corrects}`,
})
