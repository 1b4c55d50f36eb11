import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { AppError, type ErrorCode, errorStatus } from '#lib/errors.ts'
import { problemOf } from '#lib/http/problem.ts'
import { parseCommand } from '#lib/incident/commands/table.ts'
import { commandTypes, commandWords } from './commands.ts'
import { openApiDocument, openApiText } from './document.ts'
import type { JsonSchema } from './json-schema.ts'
import { apiRoutes } from './routes.ts'
import { problem } from './shapes.ts'

const document = openApiDocument()

test('the document is what OpenAPI 3.1 says it must be', async () => {
  const validator = new Validator()
  // As it is sent: nothing in it may be lost on the way.
  const { valid, errors } = await validator.validate(JSON.parse(openApiText()))
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

test('every reference in it leads to a schema of its own', () => {
  const names = [...openApiText().matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(50)
  expect(names.filter((name = '') => !Object.hasOwn(document.components.schemas, name))).toEqual([])
})

test('every operation has a name of its own', () => {
  const names = Object.values(document.paths).flatMap((path) =>
    Object.values(path).map((operation) => (operation as { operationId: string }).operationId),
  )
  expect(names).toHaveLength(apiRoutes.length)
  expect(new Set(names).size).toBe(names.length)
})

test.each(commandTypes)('the example of %s is a command that the door reads', (type) => {
  expect(parseCommand({ type, ...commandWords[type].example }).type).toBe(type)
})

test('a choice names each of its schemas by the type that stands in it', () => {
  for (const name of ['Command', 'Entry']) {
    const { oneOf = [], discriminator } = document.components.schemas[name] ?? {}
    const { mapping } = discriminator as { mapping: Record<string, string> }
    expect(oneOf.map(({ $ref }) => $ref)).toEqual(Object.values(mapping))
    for (const [type, ref] of Object.entries(mapping)) {
      const schema = document.components.schemas[ref.split('/').at(-1) ?? '']
      for (const one of leavesOf(schema)) expect(one.properties?.type).toMatchObject({ const: type })
    }
  }
})

test('whatever fails, the problem has the shape that the document gives it', () => {
  // The keys of the table of codes.
  const codes = Object.keys(errorStatus) as ErrorCode[]
  const errors = codes.map((code) => new AppError(code, 'Why.', { fields: { a: 'b' }, details: { c: [1] } }))
  for (const error of [...errors, new Error('a secret of ours')]) {
    const { body } = problemOf(error)
    expect(problem.parse(JSON.parse(JSON.stringify(body)))).toEqual(body)
  }
})

test('what is trimmed before it is measured tells its measure all the same', () => {
  expect(document.components.schemas.SetTopic?.properties?.topic).toMatchObject({
    minLength: 1,
    maxLength: 300,
  })
})

function leavesOf(schema: JsonSchema | undefined): JsonSchema[] {
  if (!schema) return []
  const choice = schema.oneOf ?? schema.anyOf
  return choice ? choice.flatMap(leavesOf) : [schema]
}
