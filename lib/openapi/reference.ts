/** The table of addresses and the schemas of commands, as the reference prints them. */
import { errorStatus } from '#lib/errors.ts'
import { titles } from '#lib/http/problem.ts'
import { singleton } from '#lib/singleton.ts'
import { commandSchema, commandTypes, commandWords, declarationSchema } from './commands.ts'
import { idempotencyKey, pathWords, querySchema, refusalsOf } from './document.ts'
import { exampleAnswers } from './example.ts'
import { fieldsOf, typeWords } from './fields.ts'
import type { Reference, ReferenceAnswer, ReferenceCommand, ReferenceOperation } from './model.ts'
import type { ApiRoute } from './route.ts'
import { apiRoutes } from './routes.ts'

const commonNames = ['occurredAt', 'basedOn']

/** The whole reference; `origin` stands in its command lines. Made once per process. */
export function reference(origin: string): Reference {
  return singleton(`reference ${origin}`, () => referenceOf(origin))
}

function referenceOf(origin: string): Reference {
  const examples = exampleAnswers()
  const groups = [...new Set(apiRoutes.map(({ group }) => group))]
  return {
    groups: groups.map((name) => ({
      id: name.toLowerCase(),
      name,
      operations: apiRoutes
        .filter(({ group }) => group === name)
        .map((route) => operationOf(route, { origin, examples })),
    })),
    commands: commandTypes.filter((type) => type !== 'declare_incident').map(commandOf),
    common: fieldsOf(commandSchema('acknowledge')).filter(({ name }) => commonNames.includes(name)),
    // The keys of the table.
    codes: (Object.keys(errorStatus) as (keyof typeof errorStatus)[]).map((code) => ({
      code,
      status: errorStatus[code],
      says: titles[code],
    })),
  }
}

type Given = { origin: string; examples: Record<string, unknown> }

function operationOf(route: ApiRoute, { origin, examples }: Given): ReferenceOperation {
  const { method, path, summary, says = '', who, headers = {}, isIdempotent } = route
  const example = examples[`${method} ${path}`] ?? examples[path] ?? null
  return {
    id: `${method.toLowerCase()}-${path.replace(/^\/api\/(v1\/)?/, '').replaceAll(/[^\w]+/g, '-')}`.replace(
      /-$/,
      '',
    ),
    method,
    path,
    summary,
    says,
    who,
    parameters: [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
      name,
      type: typeWords(pathWords[name]?.schema ?? {}),
      isRequired: true,
      says: pathWords[name]?.says ?? '',
    })),
    query: fieldsOf(querySchema(route)),
    headers: [
      ...(isIdempotent
        ? [{ name: 'Idempotency-Key', type: 'text', isRequired: false, says: idempotencyKey }]
        : []),
      ...Object.entries(headers).map(([name, { says: what, required = false }]) => ({
        name,
        type: 'text',
        isRequired: required,
        says: what,
      })),
    ],
    body: bodyOf(route),
    answers: answersOf(route),
    request: curl(route, origin),
    answer: typeof example === 'string' || example === null ? example : JSON.stringify(example, null, 2),
  }
}

function bodyOf({ body, path }: ApiRoute): ReferenceOperation['body'] {
  if (!body) return null
  const isDeclaration = path === '/api/v1/incidents'
  // What has a name of its own is described by it.
  const own = body.schema && !body.schema.$ref ? fieldsOf(body.schema) : []
  return { type: body.type, fields: isDeclaration ? fieldsOf(declarationSchema()) : own }
}

function answersOf(route: ApiRoute): ReferenceAnswer[] {
  const own = Object.entries(route.answers).map(([status, { says, content = {} }]) => ({
    status: Number(status),
    says,
    type: Object.entries(content)
      .map(([type, schema]) => (schema?.$ref ? `${type}: ${typeWords(schema)}` : type))
      .join(', '),
  }))
  const refused = refusalsOf(route)
    .map((code) => ({ status: errorStatus[code], says: titles[code], type: code }))
    .toSorted((a, b) => a.status - b.status)
  return [...own, ...refused]
}

function commandOf(type: (typeof commandTypes)[number]): ReferenceCommand {
  const { summary, who, example } = commandWords[type]
  return {
    id: `command-${type.replaceAll('_', '-')}`,
    type,
    summary,
    who,
    fields: fieldsOf(commandSchema(type)).filter(
      ({ name }) => name !== 'type' && !commonNames.includes(name),
    ),
    example: JSON.stringify({ type, ...example }, null, 2),
  }
}

/** As it is typed into a shell. */
function curl({ method, path, body, isOpen, headers = {} }: ApiRoute, origin: string): string {
  const address = `'${origin}${path.replace('{ref}', 'INC-42').replace('{id}', '0198f1c4-22b7-7e19-8f40-6b1d0c9a3e55')}'`
  const isStream = path.endsWith('/stream')
  const parts = [
    `curl ${isStream ? '-N ' : ''}${address}`,
    ...(isOpen ? [] : [`-H "Authorization: Bearer $TOKEN"`]),
    ...(Object.hasOwn(headers, 'X-File-Name') ? [`-H 'X-File-Name: connections.png'`] : []),
    ...(body?.schema ? [`-H 'Content-Type: ${body.type}'`, `-d '${JSON.stringify(body.example)}'`] : []),
    ...(body && !body.schema ? ['--data-binary @connections.png'] : []),
    ...(method === (body ? 'POST' : 'GET') ? [] : [`-X ${method}`]),
  ]
  return parts.join(' \\\n  ')
}
