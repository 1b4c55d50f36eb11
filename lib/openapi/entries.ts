/** The entries of the log, as schemas: one per type. Readers get each at its newest version (D4). */
import * as z from 'zod'
import { type EntryType, entryTable } from '#lib/incident/entries/table.ts'
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts'
import { entryHead } from './shapes.ts'

/** "incident_reported" is the schema IncidentReportedEntry. */
export function entryName(type: string): string {
  return `${type.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Entry`
}

/** An entry of this type as every reader gets it. */
export function entrySchema(type: EntryType): JsonSchema {
  const { v, payload } = entryTable[type]
  const { seq, ...rest } = entryHead
  return jsonSchemaOf(z.strictObject({ seq, type: z.literal(type), v: z.literal(v), ...rest, payload }))
}
