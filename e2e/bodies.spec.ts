import { request as send } from 'node:http'
import { expect } from '@playwright/test'
import type { Person } from './kit/accounts.ts'
import { api } from './kit/api.ts'
import type { App } from './kit/app.ts'
import { test } from './kit/test.ts'

const utf16 = Buffer.from(JSON.stringify({ type: 'log', kind: 'note', text: 'x' }), 'utf16le')
const note = (text: string) => `{"type":"log","kind":"note","text":${text}}`
const deep = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)

/** What is sent, as it crosses the wire, and what must come back. */
const bodies: [what: string, body: string | Buffer, status: number][] = [
  ['nothing', '', 400],
  ['no JSON', 'type=log&kind=note', 400],
  ['half an object', '{"type":"log",', 400],
  ['two objects', `${note('"a"')}${note('"b"')}`, 400],
  ['a list', '[{"type":"log"}]', 400],
  ['null', 'null', 400],
  ['a number', '1e400', 400],
  ['a text', '"log"', 400],
  ['a list for words', note('["x"]'), 400],
  ['a number for words', note('1'), 400],
  ['an object for words', note('{"text":"x"}'), 400],
  ['fields of the prototype', '{"type":"log","kind":"note","text":"x","__proto__":{"role":"admin"}}', 400],
  ['a constructor', '{"type":"constructor"}', 400],
  ['lists 100,000 deep', note(deep('[', ']', 100_000)), 400],
  ['objects 60,000 deep', note(deep('{"a":', '}', 60_000).replace(':}', ':1}')), 400],
  ['60,000 fields', `{"type":"log",${Array.from({ length: 60_000 }, (_, n) => `"f${n}":1`).join(',')}}`, 400],
  ['UTF-16', utf16, 400],
  ['Latin-1', Buffer.from(note('"Zürich"'), 'latin1'), 400],
  ['a cut-off character', Buffer.from(note('"é"')).subarray(0, 36), 400],
  [
    'an overlong slash',
    Buffer.concat([
      Buffer.from('{"type":"log","kind":"note","text":"'),
      Buffer.from([0xc0, 0xaf]),
      Buffer.from('"}'),
    ]),
    400,
  ],
  ['a lone surrogate', note('"\\ud800"'), 400],
  ['U+0000', note('"a\\u0000b"'), 400],
  ['more than a megabyte', note(`"${'x'.repeat(1_100_000)}"`), 413],
  ['many megabytes', note(`"${'x'.repeat(8_000_000)}"`), 413],
]

test('bodies that are too large, too deep, of the wrong type or in the wrong encoding are refused by name', async ({
  instance,
  cast,
}) => {
  const { incident } = await api(instance.one, cast.member).declare()
  for (const path of ['/incidents', `/incidents/${incident.ref}/commands`]) {
    for (const [what, body, status] of bodies) {
      const answer = await post(instance.one, cast.member, path, body)
      expect(`${what} to ${path}: ${answer.status}`).toBe(`${what} to ${path}: ${status}`)
      expect(answer.type).toContain('application/problem+json')
      expect(answer.text.length).toBeLessThan(20_000)
      expect(answer.text).not.toMatch(/\bat .*\.(ts|js):\d+|node_modules|select |insert /)
    }
  }
  // None of them left a trace, and the process answers on.
  expect(await api(instance.one, cast.member).get(`/incidents/${incident.ref}`)).toEqual(incident)
})

/** One request with these very bytes. */
function post(app: App, { token }: Person, path: string, body: string | Buffer) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; type: string; text: string }>()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const request = send(`${app.url}/api/v1${path}`, { method: 'POST', headers, agent: false }, (answer) => {
    let text = ''
    answer.setEncoding('utf8')
    answer.on('data', (chunk: string) => {
      text += chunk
    })
    const { statusCode = 0, headers: said } = answer
    answer.on('end', () => resolve({ status: statusCode, type: said['content-type'] ?? '', text }))
  })
  request.on('error', reject)
  request.end(body)
  return promise
}
