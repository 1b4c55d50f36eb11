import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { openApiDocument } from '#lib/openapi/document.ts'
import { apiRoutes } from '#lib/openapi/routes.ts'

/** `method path status` of every answer that the document tells of, but for our own faults. */
export function documentedAnswers(): string[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, operation]) =>
      Object.keys(responsesOf(operation))
        .filter((status) => status !== '500')
        .map((status) => `${method.toUpperCase()} ${path} ${status}`),
    ),
  )
}

/**
 * Holds a real answer to the document: status, media type, headers and, where it is JSON, every field. Returns which
 * documented answer it was; throws with what does not agree.
 */
export async function conforming(
  method: string,
  answer: Response,
): Promise<{ which: string; body: unknown }> {
  const { pathname } = new URL(answer.url)
  const path = pathOf(pathname)
  const which = `${method} ${path} ${answer.status}`
  const operation = document.paths[path]?.[method.toLowerCase()] ?? { responses: {} }
  // A method that is not there is told of beside those that are.
  const anyOperation = Object.values(document.paths[path] ?? {})[0]
  const isRefused = answer.status === 405
  const response = responsesOf(isRefused ? anyOperation : operation)[answer.status]
  if (!response) throw new Error(`${which} is not in the document: ${await answer.text()}`)
  for (const name of Object.keys(response.headers ?? {})) {
    if (!answer.headers.has(name)) throw new Error(`${which} has no header ${name}`)
  }
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  if (!response.content) return { which, body: await answer.text() }
  const content = response.content[type]
  if (!content) throw new Error(`${which} is ${type}, not one of ${Object.keys(response.content).join(', ')}`)
  if (type === 'text/event-stream') return { which, body: null }
  if (!content.schema) return { which, body: await answer.arrayBuffer() }
  const body: unknown = await answer.json()
  const validate = ajv.compile({ $ref: `api#${pointerTo(content.schema)}` })
  if (!validate(body)) {
    throw new Error(`${which} does not fit: ${ajv.errorsText(validate.errors)}\n${JSON.stringify(body)}`)
  }
  return { which, body }
}

/** What stands in an operation of the document, as far as an answer is held to it. */
type Responses = Record<
  string,
  { headers?: Record<string, unknown>; content?: Record<string, { schema?: object }> }
>

function responsesOf(operation: unknown): Responses {
  // Written by document.ts; its own test holds it to the specification.
  return (operation as { responses: Responses } | undefined)?.responses ?? {}
}

// As it is sent.
const document = JSON.parse(JSON.stringify(openApiDocument())) as ReturnType<typeof openApiDocument>
const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
// Schemas of answers are gathered under one name, so that a pointer without escapes leads to each.
const answers: object[] = []
ajv.addSchema({ $id: 'api', components: document.components, answers })

function pointerTo(schema: object): string {
  const known = answers.indexOf(schema)
  if (known >= 0) return `/answers/${known}`
  answers.push(schema)
  return `/answers/${answers.length - 1}`
}

function pathOf(pathname: string): string {
  const exact = apiRoutes.find(({ path }) => path === pathname)
  const fitting = apiRoutes.find(({ path }) =>
    new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(pathname),
  )
  return exact?.path ?? fitting?.path ?? pathname
}
