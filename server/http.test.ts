import { Agent, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { closeHttpServer, createHttpServer, type Handler, listen, loggedPath } from './http.ts'

let server: Server

afterEach(() => closeHttpServer(server, 0))

test('headers that only the framework may set do not get in; the browser’s own do', async () => {
  const inside: string[] = []
  await start(async ({ headers }, response) => {
    inside.push(...Object.keys(headers))
    response.end()
  })
  const internal = {
    'x-middleware-subrequest': 'middleware',
    'x-middleware-rewrite': '/settings',
    'x-nextjs-data': '1',
    'x-next-resume-state-length': '9',
    'next-resume': '1',
    'x-matched-path': '/settings',
    'x-invoke-path': '/settings',
    'x-nonce': 'abc',
    'x-sitrep-path': '/settings',
    'content-security-policy': "script-src 'nonce-abc'",
  }
  const own = { rsc: '1', 'next-action': 'a1', 'next-router-state-tree': '[]', accept: '*/*', cookie: 'a=b' }
  await ask({ headers: { ...internal, ...own } })
  expect(inside).toEqual(expect.arrayContaining(Object.keys(own)))
  for (const name of Object.keys(internal)) expect(inside).not.toContain(name)
})

test('where a request comes from is our own word, whatever the client wrote', async () => {
  let said: unknown
  await start(async ({ headers }, response) => {
    said = headers['x-sitrep-client']
    response.end()
  })
  await ask({ headers: { 'x-sitrep-client': '203.0.113.9', 'x-forwarded-for': '203.0.113.9' } })
  expect(said).toBe('127.0.0.1')
})

test.each(['/_next/image?url=%2Fa.png&w=64&q=75', '//_next//image', '/_next/image/'])(
  'the image optimizer is not there: %s',
  async (path) => {
    await start(async (_, response) => void response.end('optimised'))
    expect(await ask({ path })).toMatchObject({ status: 404 })
  },
)

test('no connection is upgraded', async () => {
  await start(async (_, response) => void response.end('page'))
  const headers = { Connection: 'Upgrade', Upgrade: 'websocket' }
  expect(await ask({ headers })).toEqual({ status: 400, text: 'Upgrade is not supported\n' })
})

test('a body that was refused unread does not hold up the next request on its connection', async () => {
  await start(async (incoming, response) => {
    // Half-read, as a handler leaves a body that grew too large.
    if (incoming.method === 'POST') incoming.once('readable', () => void incoming.read(1))
    response.end(incoming.method)
  })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const body = 'x'.repeat(3_000_000)
  expect(await ask({ method: 'POST', agent }, body)).toMatchObject({ status: 200, text: 'POST' })
  expect(await ask({ agent })).toMatchObject({ status: 200, text: 'GET' })
  agent.destroy()
})

test('a failing handler answers 500 without a word of the reason', async () => {
  await start(async () => {
    throw new Error('select secret from people')
  })
  const { status, text } = await ask({})
  expect(status).toBe(500)
  expect(text).not.toContain('secret')
})

test('a taken port is one clear line', async () => {
  await start(async (_, response) => void response.end())
  const second = createHttpServer(async () => {}, { development: false })
  const port = portOf(server)
  await expect(listen(second, { host: '127.0.0.1', port })).rejects.toThrow(
    `Port ${port} is taken: stop what uses it, or set PORT to another one`,
  )
})

test('closing cuts a request that does not end', async () => {
  const reached = Promise.withResolvers<void>()
  await start(async () => reached.resolve())
  const answer = ask({})
  await reached.promise
  await Promise.all([closeHttpServer(server, 10), expect(answer).rejects.toThrow()])
})

async function start(handle: Handler): Promise<void> {
  server = createHttpServer(handle, { development: false })
  await listen(server, { host: '127.0.0.1', port: 0 })
}

type Asked = { path?: string; headers?: Record<string, string>; method?: string; agent?: Agent }

function ask({ path = '/', headers = {}, ...more }: Asked, body = '') {
  return new Promise<{ status: number | undefined; text: string }>((done, fail) => {
    const asked = request({ port: portOf(server), path, headers, ...more }, async (response) => {
      let text = ''
      for await (const chunk of response) text += chunk
      done({ status: response.statusCode, text })
    })
    asked.on('error', fail).end(body)
  })
}

function portOf(listening: Server): number {
  // A server that listens on TCP always has an AddressInfo.
  return (listening.address() as AddressInfo).port
}

const token = 'a'.repeat(43)
const paths: [string, string][] = [
  [`/s/${token}`, '/s/[redacted]'],
  [`/s/confirm/${token}?x=1`, '/s/[redacted]'],
  [`//S/${token}`, '/s/[redacted]'],
  [`/%73/${token}.json`, '/%73/[redacted].json'],
  ['/incidents/INC-42?log=own', '/incidents/INC-42?log=own'],
]
test.each(paths)('the log has %s as %s', (path, logged) => {
  expect(loggedPath(path)).toBe(logged)
})
