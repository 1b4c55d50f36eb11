/** Two incidents that turned out to be one: an entry in the log of each. */
import * as z from 'zod'
import { defineEntry } from './entry.ts'

const other = z.strictObject({ id: z.string(), ref: z.string(), topic: z.string() })

export const mergedInto = defineEntry({
  v: 1,
  payload: z.strictObject({ target: other, reason: z.string().nullable() }),
  evolve: (incident, { target: { id, ref } }) => ({ ...incident, mergedInto: { id, ref } }),
  sentence: ({ target }, entry) => `${entry.actor.name} merged this incident into ${target.ref}`,
})

export const mergedFrom = defineEntry({
  v: 1,
  payload: z.strictObject({ source: other }),
  evolve: (incident, { source }) => ({ ...incident, merged: [...incident.merged, source] }),
  sentence: ({ source }, entry) => `${entry.actor.name} merged ${source.ref} into this incident`,
})
