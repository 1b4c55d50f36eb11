/** What is written down of each address of the API: one row per method and path. */
import type * as z from 'zod'
import type { ErrorCode } from '#lib/errors.ts'
import { type JsonSchema, schemaRef } from './json-schema.ts'

export type Answer = {
  says: string
  /** By media type: a schema, or null for bytes and text. */
  content?: Record<string, JsonSchema | null>
  /** Headers worth knowing, each in a sentence. */
  headers?: Record<string, string>
}

export type RouteGroup =
  | 'Incidents'
  | 'Log'
  | 'Streams'
  | 'Report'
  | 'Links'
  | 'Follow-ups'
  | 'Files'
  | 'Deliveries'
  | 'People'
  | 'Stakeholders'
  | 'Operation'

export type ApiRoute = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Its parameters in braces. */
  path: string
  group: RouteGroup
  summary: string
  /** More than fits into the summary. */
  says?: string
  who: string
  /** The query, as strings. */
  query?: z.ZodObject
  /** By name, what its parameters are for. */
  queryWords?: Record<string, string>
  /** Request headers: name → what it is for; with `required` it must be there. */
  headers?: Record<string, { says: string; required?: true }>
  /** Takes an Idempotency-Key. */
  isIdempotent?: true
  body?: { type: string; schema: JsonSchema | null; example?: unknown }
  /** By status, those that are no problem. */
  answers: Record<number, Answer>
  /** Codes of problems besides those that every address knows. */
  refusals: readonly ErrorCode[]
  /** Nobody has to sign in. */
  isOpen?: true
}

export const everybody = 'Everybody who may sign in, and every token'

/** An answer in JSON by the name of its schema. */
export function json(says: string, name: string, headers?: Record<string, string>): Answer {
  return { says, content: { 'application/json': schemaRef(name) }, ...(headers && { headers }) }
}
