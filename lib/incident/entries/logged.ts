/** What people write to the log, and corrections of it. Their text stays in the log, out of the state. */
import * as z from 'zod'
import type { Incident } from '#lib/incident/incident.ts'
import { storedInstant } from '#lib/incident/shapes.ts'
import { kindNames } from '#lib/incident/words.ts'
import { defineEntry } from './entry.ts'

const text = z.string()
export const outcomes = ['running', 'succeeded', 'failed', 'rolled_back', 'cancelled'] as const
const outcome = z.enum(outcomes).optional()
const endedAt = storedInstant.optional()

const deployDetails = z.strictObject({
  service: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
  outcome,
  endedAt,
})
const migrationDetails = z.strictObject({ name: z.string().optional(), outcome, endedAt })

export const logged = defineEntry({
  v: 1,
  payload: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('note'), text }),
    z.strictObject({ kind: z.literal('finding'), text }),
    z.strictObject({ kind: z.literal('action'), text }),
    z.strictObject({ kind: z.literal('configuration'), text }),
    z.strictObject({
      kind: z.literal('decision'),
      text,
      details: z.strictObject({ rejected: z.string().optional() }),
    }),
    z.strictObject({ kind: z.literal('deploy'), text, details: deployDetails }),
    z.strictObject({ kind: z.literal('migration'), text, details: migrationDetails }),
  ]),
  evolve: (incident) => incident,
  sentence: ({ kind }, entry) => `${kindNames[kind]} by ${entry.actor.name}`,
})

/** The part of an entry that is words, and may therefore be corrected. */
export const correctableFields = ['text', 'reported', 'cause', 'now', 'solution'] as const

export const entryCorrected = defineEntry({
  v: 1,
  payload: z.strictObject({ field: z.enum(correctableFields), text, reason: z.string() }),
  evolve: (incident, { field, text }, entry) => correct(incident, field, text, entry.corrects),
  sentence: (_, entry) => `${entry.actor.name} corrected entry ${entry.corrects}`,
})

/** A state field follows only if it still rests on the corrected entry; a newer statement stands. */
function correct(
  incident: Incident,
  field: (typeof correctableFields)[number],
  text: string,
  corrects: number | null,
): Incident {
  if (field === 'text' || incident.sources[field]?.seq !== corrects) return incident
  if (field === 'reported') return { ...incident, reported: text }
  if (field === 'solution') return { ...incident, solution: text }
  return { ...incident, facts: { ...incident.facts, [field]: { text } } }
}
