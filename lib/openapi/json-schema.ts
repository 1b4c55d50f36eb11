/** From zod to JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
import * as z from 'zod'

export type JsonSchema = { [keyword: string]: unknown } & {
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  $ref?: string
  description?: string
}

/** Where a named schema stands in the document. */
export function schemaRef(name: string): { $ref: string } {
  return { $ref: `#/components/schemas/${name}` }
}

/** What may be sent (`io: input`), or what is answered: both are what crosses the wire. */
export function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => tellLimits(zodSchema, jsonSchema),
  })
  return json as JsonSchema // zod's own type of the same, without an index
}

/** Words are trimmed before they are measured; the limits stand behind the trimming, where zod does not look. */
function tellLimits(zodSchema: z.core.$ZodTypes, jsonSchema: z.core.JSONSchema.BaseSchema): void {
  const { def } = zodSchema._zod
  if (def.type !== 'pipe' || jsonSchema.type !== 'string') return
  if (def.out instanceof z.ZodString) {
    const { minLength, maxLength } = def.out
    if (minLength !== null) jsonSchema.minLength = minLength
    if (maxLength !== null) jsonSchema.maxLength = maxLength
  } else if (def.out instanceof z.ZodNumber) {
    // A number in a query: what stands there is text, what is meant is not.
    const { minValue, maxValue } = def.out
    delete jsonSchema.pattern
    Object.assign(jsonSchema, { type: 'integer', minimum: minValue, maximum: maxValue })
  }
}

/** The same schema with one more field that is always there, first; of a choice, every one of them. */
export function withField(schema: JsonSchema, name: string, field: JsonSchema): JsonSchema {
  const choice = schema.oneOf ? 'oneOf' : schema.anyOf ? 'anyOf' : null
  if (choice) return { ...schema, [choice]: schema[choice]?.map((each) => withField(each, name, field)) }
  return {
    ...schema,
    properties: { [name]: field, ...schema.properties },
    required: [name, ...(schema.required ?? [])],
  }
}

/** The same schema, its fields described by name where they say nothing themselves; of a choice, all of them. */
export function withWords(schema: JsonSchema, words: Record<string, string>): JsonSchema {
  const choice = schema.oneOf ? 'oneOf' : schema.anyOf ? 'anyOf' : null
  if (choice) return { ...schema, [choice]: schema[choice]?.map((each) => withWords(each, words)) }
  const described = Object.entries(schema.properties ?? {}).map(([name, field]): [string, JsonSchema] => {
    const description = field.description ?? words[name]
    return [name, description === undefined ? field : { ...field, description }]
  })
  return { ...schema, properties: Object.fromEntries(described) }
}
