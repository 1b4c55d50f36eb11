import { globSync } from 'node:fs'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { frontAddresses, handleFront } from '#server/front.ts'
import { pathWords } from './document.ts'
import { apiRoutes } from './routes.ts'

const documented = apiRoutes.map(({ method, path }) => `${method} ${path}`).sort()

test('every handler and every address of the front has its row, and every row its handler', async () => {
  const files = globSync('app/api/v1/**/route.ts')
  const handled = await Promise.all(
    files.map(async (file) => {
      // A route file exports its methods by name.
      const exported = Object.keys((await import(/* @vite-ignore */ `${process.cwd()}/${file}`)) as object)
      const path = file
        .replace(/^app/, '')
        .replace(/\/route\.ts$/, '')
        .replaceAll(/\[(\w+)\]/g, '{$1}')
      return exported.map((method) => `${method} ${path}`)
    }),
  )
  const front = frontAddresses.map((path) => `GET ${path}`)
  expect(documented).toEqual([...handled.flat(), ...front].sort())
})

test('what stands in braces is explained', () => {
  for (const { path } of apiRoutes) {
    for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) expect(pathWords, path).toHaveProperty(name)
  }
})

test.each([
  ['DELETE', '/api/v1/incidents', 'GET, HEAD, POST'],
  ['PUT', '/api/v1/incidents/INC-1', 'GET, HEAD'],
  ['GET', '/api/v1/incidents/INC-1/commands', 'POST'],
  ['POST', '/api/v1/incidents/INC-1/report.pdf', 'GET, HEAD'],
  ['PATCH', '/api/v1/people', 'GET, HEAD'],
  ['HEAD', '/api/v1/incidents/INC-1/stream', 'GET'],
  ['POST', '/api/v1/stream', 'GET'],
  ['POST', '/api/health', 'GET, HEAD'],
  ['GET', '/api/v1/files', 'POST'],
  ['GET', '/api/v1/stakeholders/0198f1c2', 'PATCH, DELETE'],
  ['PATCH', '/api/v1/follow-ups/fitting', 'GET, HEAD'],
])('%s %s is answered 405 with what is allowed, as a problem', async (method, path, allowed) => {
  const { handled, response, body } = await front(method, path)
  expect(handled).toBe(true)
  expect(response.statusCode).toBe(405)
  expect(response.getHeader('allow')).toBe(allowed)
  expect(response.getHeader('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(response.getHeader('cache-control')).toBe('private, no-store')
  if (method !== 'HEAD') expect(JSON.parse(body())).toMatchObject({ status: 405, code: 'method_not_allowed' })
})

test.each([
  ['GET', '/api/v1/incidents'],
  ['HEAD', '/api/v1/incidents?limit=1'],
  ['POST', '/api/v1/incidents/INC-1/commands'],
  ['DELETE', '/api/v1/nothing/here'],
  ['POST', '/api/auth/signout'],
])('%s %s is left to the pages behind the front', async (method, path) => {
  expect((await front(method, path)).handled).toBe(false)
})

async function front(method: string, path: string) {
  const request = new IncomingMessage(new Socket())
  Object.assign(request, { method, url: path })
  const response = new ServerResponse(request)
  const written: string[] = []
  response.end = ((text?: string) => {
    written.push(text ?? '')
    return response
  }) as typeof response.end // Only the text is given.
  response.writeHead = ((status: number, headers: Record<string, string>) => {
    response.statusCode = status
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    return response
  }) as typeof response.writeHead // The front gives no reason phrase.
  return { handled: await handleFront(request, response), response, body: () => written.join('') }
}
