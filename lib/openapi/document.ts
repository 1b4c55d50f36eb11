/** The description of the API in OpenAPI 3.1, made of the table of addresses and of the schemas that the doors use. */
import { type ErrorCode, errorStatus } from '#lib/errors.ts'
import { titles } from '#lib/http/problem.ts'
import { singleton } from '#lib/singleton.ts'
import { componentSchemas } from './components.ts'
import { type JsonSchema, jsonSchemaOf, schemaRef, withWords } from './json-schema.ts'
import type { Answer, ApiRoute } from './route.ts'
import { apiRoutes } from './routes.ts'

/** The document as text; made once per process. */
export function openApiText(): string {
  return singleton('openapi', () => ({ text: JSON.stringify(openApiDocument()) })).text
}

/** Made anew at each call. */
export function openApiDocument() {
  return {
    openapi: '3.1.0',
    info: {
      title: 'SitRep',
      version: '1',
      description: `Incidents, their logs and their reports. Whatever changes an incident is a command; the same Idempotency-Key and body get the same answer and have one effect. Instants are RFC 3339 in UTC with milliseconds; instants that you send carry their offset. Durations are whole seconds.`,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(apiRoutes.map(({ group }) => group))].map((name) => ({ name })),
    security: [{ token: [] }, { session: [] }],
    paths: pathsOf(apiRoutes),
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token: Settings, API tokens.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-sitrep',
          description: 'The session of a browser. Its writes come from the instance’s own pages alone.',
        },
      },
    },
  }
}

function pathsOf(routes: readonly ApiRoute[]) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) }
  }
  return paths
}

function operationOf(route: ApiRoute) {
  const { method, path, group, summary, says = '', who, body, isOpen } = route
  return {
    operationId: operationId(method, path),
    tags: [group],
    summary,
    description: `${says} ${who}.`.trim(),
    ...(isOpen && { security: [] }),
    parameters: [...pathParameters(path), ...queryParameters(route), ...headerParameters(route)],
    ...(body && {
      requestBody: {
        required: true,
        content: {
          [body.type]: {
            ...(body.schema && { schema: body.schema }),
            ...(body.example === undefined ? {} : { example: body.example }),
          },
        },
      },
    }),
    responses: { ...answersOf(route), ...problemsOf(route) },
  }
}

/** "GET /api/v1/incidents/{ref}/report.pdf" is getIncidentsRefReportPdf. */
function operationId(method: string, path: string): string {
  const words = path.replace(/^\/api\/(v1\/)?/, '').match(/\w+/g) ?? []
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

/** What stands in braces in an address. */
export const pathWords: Record<string, { says: string; schema: JsonSchema }> = {
  ref: {
    says: 'The incident: INC-42 or DRILL-7, in any case.',
    schema: { type: 'string', examples: ['INC-42'] },
  },
  id: { says: 'A UUID.', schema: { type: 'string', format: 'uuid' } },
  document: { says: 'report or post-mortem.', schema: { enum: ['report', 'post-mortem'] } },
  section: { says: 'A section of the document.', schema: { type: 'string', examples: ['summary'] } },
  name: {
    says: 'The name of a file.',
    schema: { type: 'string', examples: ['INC-42-situation-report-v1.pdf'] },
  },
}

function pathParameters(path: string) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    description: pathWords[name]?.says ?? '',
    schema: pathWords[name]?.schema ?? { type: 'string' },
  }))
}

function queryParameters(route: ApiRoute) {
  const { properties = {}, required = [] } = querySchema(route)
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description && { description }),
    schema,
  }))
}

/** The query as the schema of an object, with the words of its row. */
export function querySchema({ query, queryWords = {} }: ApiRoute): JsonSchema {
  if (!query) return {}
  return withWords(jsonSchemaOf(query), queryWords)
}

export const idempotencyKey =
  '1 to 255 visible ASCII characters, such as a UUID. The same key and body get the same answer again and have one effect; with another body the key is refused.'

function headerParameters({ headers = {}, isIdempotent }: ApiRoute) {
  const all: NonNullable<ApiRoute['headers']> = {
    ...(isIdempotent && { 'Idempotency-Key': { says: idempotencyKey } }),
    ...headers,
  }
  return Object.entries(all).map(([name, { says, required = false }]) => ({
    name,
    in: 'header',
    required,
    description: says,
    schema: { type: 'string' },
  }))
}

function answersOf({ answers }: ApiRoute) {
  return mapValues(answers, ({ says, content, headers }: Answer) => ({
    description: says,
    ...(headers && {
      headers: mapValues(headers, (description) => ({ description, schema: { type: 'string' } })),
    }),
    ...(content && { content: mapValues(content, (schema) => (schema ? { schema } : {})) }),
  }))
}

/** Every code of problem that an address may answer with; 405 and 500 besides. */
export function refusalsOf({ refusals, isOpen }: ApiRoute): ErrorCode[] {
  const always: ErrorCode[] = isOpen ? [] : ['unauthenticated', 'unavailable']
  return [...new Set([...refusals, ...always, 'method_not_allowed' as const])]
}

function problemsOf(route: ApiRoute) {
  const own = refusalsOf(route).map((code) => [
    errorStatus[code],
    problemAnswer(`${titles[code]}: code ${code}.`, code),
  ])
  const fault = route.isOpen
    ? []
    : [[500, problemAnswer('A fault on our side; it has been logged.', 'internal')]]
  return Object.fromEntries([...own, ...fault])
}

function problemAnswer(description: string, code: string) {
  const schema = { allOf: [schemaRef('Problem'), { properties: { code: { const: code } } }] }
  return { description, content: { 'application/problem+json': { schema } } }
}

function mapValues<In, Out>(record: Record<string, In>, to: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, to(value)]))
}
