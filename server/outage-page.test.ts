import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerOutage } from './outage-page.ts'

let isAway = true
const server = createServer((request, response) => {
  answerOutage(request, response, { publicUrl: 'http://localhost:3000', isAway: async () => isAway }).then(
    (isAnswered) => isAnswered || response.writeHead(421).end(),
    (error) => response.writeHead(599).end(String(error)),
  )
})
beforeAll(() => new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening)))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  // A TCP server's address is an object.
  await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    method,
    headers: { accept: 'text/html,*/*;q=0.8', ...headers },
  })

test('a page that is opened while the database is away is 503, says so calmly and when to ask again', async () => {
  isAway = true
  const answer = await ask('/incidents/INC-1')
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(answer.headers.get('cache-control')).toBe('private, no-store')
  const nonce = /style-src 'self' 'nonce-([^']+)'/.exec(
    answer.headers.get('content-security-policy') ?? '',
  )?.[1]
  const text = await answer.text()
  expect(text).toContain(`<style nonce="${nonce}">`)
  expect(text).toContain('cannot reach its database')
  expect((await ask('/', {}, 'HEAD')).status).toBe(503)
})

test('it follows the theme that somebody chose', async () => {
  expect(await (await ask('/', { cookie: 'a=b; theme=dark' })).text()).toContain('color-scheme: dark;')
  expect(await (await ask('/', { cookie: 'theme=<script>' })).text()).toContain('color-scheme: light dark;')
})

test.each([
  ['an answer of the API', '/api/v1/incidents', {}],
  ['a file of the build', '/_next/static/x.js', {}],
  ['a part of a page', '/incidents', { rsc: '1' }],
  ['a picture', '/favicon.ico', { accept: 'image/*' }],
])('%s is left to others', async (_, path, headers) => {
  expect((await ask(path, headers)).status).toBe(421)
})

test('nothing is answered here while all is well', async () => {
  isAway = false
  expect((await ask('/')).status).toBe(421)
})
