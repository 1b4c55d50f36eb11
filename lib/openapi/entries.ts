/** The entries of the log, as schemas: one per type, and within it one per version that was ever written (D4). */
import * as z from 'zod'
import type { EntryDefinition } from '#lib/incident/entries/entry.ts'
import { type EntryType, entryTable } from '#lib/incident/entries/table.ts'
import { type JsonSchema, jsonSchemaOf } from './json-schema.ts'
import { entryHead } from './shapes.ts'

/** "incident_reported" is the schema IncidentReportedEntry. */
export function entryName(type: string): string {
  return `${type.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())}Entry`
}

/** An entry of this type as every reader gets it. */
export function entrySchema(type: EntryType): JsonSchema {
  // Only its versions and their schemas are looked at, whatever their payload.
  const { v, payload, older = [] } = entryTable[type] as unknown as EntryDefinition<unknown>
  const versions = [...older, { v, payload }].map((version) =>
    jsonSchemaOf(
      z.strictObject({
        type: z.literal(type),
        v: z.literal(version.v),
        ...entryHead,
        payload: version.payload,
      }),
    ),
  )
  const [only] = versions
  return versions.length === 1 && only ? only : { oneOf: versions }
}
