/** From a JSON Schema to words: what a field is called, what may stand in it. */
import type { JsonSchema } from './json-schema.ts'
import type { ReferenceField } from './model.ts'

/** The fields of an object, nested ones dotted. Of a choice: all of them, and with which kind each goes. */
export function fieldsOf(schema: JsonSchema): ReferenceField[] {
  const choice = schema.oneOf ?? schema.anyOf
  return choice ? mergedFields(choice) : objectFields(schema)
}

function objectFields({ properties = {}, required = [] }: JsonSchema): ReferenceField[] {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const isRequired = required.includes(name)
    if (schema.properties) {
      return objectFields(schema).map((field) => ({
        ...field,
        name: `${name}.${field.name}`,
        isRequired: isRequired && field.isRequired,
      }))
    }
    return [{ name, type: typeWords(schema), isRequired, says: schema.description ?? '' }]
  })
}

function mergedFields(choice: readonly JsonSchema[]): ReferenceField[] {
  const variants = choice.map((schema) => ({
    kind: String(schema.properties?.kind?.const ?? ''),
    fields: objectFields(schema),
  }))
  const names = [...new Set(variants.flatMap(({ fields }) => fields.map(({ name }) => name)))]
  return names.flatMap((name) => {
    const having = variants.filter(({ fields }) => fields.some((field) => field.name === name))
    const all = having.flatMap(({ fields }) => fields.filter((field) => field.name === name))
    const [first] = all
    if (!first) return []
    const isEverywhere = having.length === variants.length
    const only = `With ${listed(having.map(({ kind }) => kind))}.`
    return [
      {
        ...first,
        type: listed([...new Set(all.map(({ type }) => type))]),
        isRequired: isEverywhere && all.every(({ isRequired }) => isRequired),
        says: [first.says, isEverywhere ? '' : only].filter(Boolean).join(' '),
      },
    ]
  })
}

/** What may stand in a field: "text, at most 300 characters", "one of SEV1, SEV2, SEV3". */
export function typeWords(schema: JsonSchema): string {
  const { const: only, enum: values, type, items, $ref, anyOf, oneOf } = schema
  if ($ref) return $ref.split('/').at(-1) ?? ''
  if (only !== undefined) return JSON.stringify(only)
  if (Array.isArray(values)) return listed(values.map((value) => JSON.stringify(value)))
  const choice = anyOf ?? oneOf
  if (choice) return listed([...new Set(choice.map(typeWords))])
  if (Array.isArray(type)) return listed(type)
  if (type === 'array') return `list of ${typeWords(Object(items))}`
  if (type === 'object') return objectWords(schema)
  if (type === 'string') return textWords(schema)
  if (type === 'integer' || type === 'number') return numberWords(schema)
  return String(type ?? 'anything')
}

function objectWords({ properties = {} }: JsonSchema): string {
  const fields = Object.entries(properties).map(([name, schema]) => `"${name}": ${typeWords(schema)}`)
  return fields.length > 0 ? `{${fields.join(', ')}}` : 'object'
}

function textWords({ format, maxLength, examples }: JsonSchema): string {
  if (format === 'date-time') return 'instant with its offset'
  if (format === 'date') return 'date'
  if (Array.isArray(examples)) return `text such as ${examples.join(', ')}`
  if (format === 'uuid') return 'UUID'
  if (maxLength !== undefined) return `text, at most ${Number(maxLength).toLocaleString('en')} characters`
  return 'text'
}

function numberWords({ minimum, maximum }: JsonSchema): string {
  const from = minimum === undefined ? '' : ` from ${minimum}`
  // The largest that Postgres or JavaScript can count is no limit that anybody meets.
  const to = maximum === undefined || Number(maximum) > 1_000_000_000 ? '' : ` to ${maximum}`
  return `whole number${from}${to}`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}
