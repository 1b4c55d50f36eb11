/** Topic, pins and labels: how people find an incident, and what they keep in sight of it. */
import * as z from 'zod'
import { isSameLabel } from '#lib/incident/incident.ts'
import { label, storedInstant } from '#lib/incident/shapes.ts'
import { labelWords } from '#lib/incident/words.ts'
import { defineEntry, sourceOf } from './entry.ts'

export const topicChanged = defineEntry({
  v: 1,
  payload: z.strictObject({ from: z.string(), to: z.string() }),
  evolve: (incident, { to }, entry) => ({
    ...incident,
    topic: to,
    sources: { ...incident.sources, topic: sourceOf(entry) },
  }),
  sentence: ({ to }, entry) => `${entry.actor.name} changed the topic: ${to}`,
})

export const entryPinned = defineEntry({
  v: 1,
  payload: z.strictObject({ seq: z.int(), at: storedInstant, sentence: z.string() }),
  evolve: (incident, pin) => ({ ...incident, pins: [...incident.pins, pin] }),
  sentence: ({ seq }, entry) => `${entry.actor.name} pinned entry ${seq}`,
})

export const entryUnpinned = defineEntry({
  v: 1,
  payload: z.strictObject({ seq: z.int() }),
  evolve: (incident, { seq }) => ({ ...incident, pins: incident.pins.filter((pin) => pin.seq !== seq) }),
  sentence: ({ seq }, entry) => `${entry.actor.name} unpinned entry ${seq}`,
})

export const labelAdded = defineEntry({
  v: 1,
  payload: z.strictObject({ label }),
  // A name that was redacted names nothing.
  evolve: (incident, { label }, entry) =>
    entry.redacted ? incident : { ...incident, labels: [...incident.labels, label] },
  sentence: ({ label }, entry) => `${entry.actor.name} added the label ${labelWords(label)}`,
})

export const labelRemoved = defineEntry({
  v: 1,
  payload: z.strictObject({ label }),
  evolve: (incident, { label }) => ({
    ...incident,
    labels: incident.labels.filter((each) => !isSameLabel(each, label)),
  }),
  sentence: ({ label }, entry) => `${entry.actor.name} removed the label ${labelWords(label)}`,
})
