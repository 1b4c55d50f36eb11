import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { parseEnv } from '#lib/env.ts'
import { loopbackWarning, rightName } from './loopback.ts'

const navigation = { method: 'GET', url: '/incidents/INC-1?a=b', 'sec-fetch-mode': 'navigate' }

test.each([
  ['127.0.0.1:3000', 'http://localhost:3000', 'http://localhost:3000/incidents/INC-1?a=b'],
  ['[::1]:3000', 'http://localhost:3000', 'http://localhost:3000/incidents/INC-1?a=b'],
  ['localhost:3000', 'http://127.0.0.1:3000', 'http://127.0.0.1:3000/incidents/INC-1?a=b'],
  ['localhost:3000', 'http://localhost:3000', null],
  ['localhost:3001', 'http://127.0.0.1:3000', null],
  ['127.0.0.1:3000', 'https://sitrep.example.org', null],
  ['evil.example:3000', 'http://localhost:3000', null],
  ['', 'http://localhost:3000', null],
])('opened as %s with PUBLIC_URL %s: %s', (host, publicUrl, to) => {
  expect(rightName(requestOf({ ...navigation, host }), publicUrl)).toBe(to)
})

test('only a page that somebody opens is sent elsewhere, and never to another machine', () => {
  const host = '127.0.0.1:3000'
  const to = (more: object) => rightName(requestOf({ ...navigation, host, ...more }), 'http://localhost:3000')
  expect(to({ method: 'POST' })).toBe(null)
  expect(to({ 'sec-fetch-mode': 'cors' })).toBe(null)
  expect(to({ url: '//evil.example/' })).toBe('http://localhost:3000')
  expect(to({ url: 'http://evil.example/' })).toBe('http://localhost:3000')
})

test.each([
  [{}, false],
  [{ HOST: '0.0.0.0' }, true],
  [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://sitrep.example.org' }, false],
])('%j warns: %s', (variables, warned) => {
  expect(loopbackWarning(parseEnv(variables)) !== null).toBe(warned)
})

function requestOf({ method, url, ...headers }: Record<string, string>): IncomingMessage {
  // The function reads these three and nothing else.
  return { method, url, headers } as unknown as IncomingMessage
}
