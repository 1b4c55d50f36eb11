import { once } from 'node:events'
import { createServer } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import { smtpTransport } from './smtp.ts'

const servers: SMTPServer[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const from = 'Northfield SitRep <sitrep@example.org>'
const mail = {
  id: '0198f1c2-7a41-7d0e-9c53-2f6d1b8e4a70',
  from,
  to: { name: 'Zoë "Z" Ødegård', address: 'zoe@northfield.example' },
  subject: '[SEV1] INC-1 Straße gesperrt',
  text: 'Words',
  html: '<p>Words</p>',
  attachments: [{ name: 'INC-1.md', type: 'text/markdown', bytes: Buffer.from('# Report') }],
}

/** A mail server that keeps what it takes. */
async function server(options: SMTPServerOptions = {}) {
  const taken: { to: string[]; text: string }[] = []
  const one = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      let text = ''
      stream.on('data', (part) => {
        text += part
      })
      stream.on('end', () => {
        taken.push({ to: envelope.rcptTo.map(({ address }) => address), text })
        done()
      })
    },
    ...options,
  })
  one.on('error', () => {})
  servers.push(one)
  one.listen(0, '127.0.0.1')
  await once(one.server, 'listening')
  const address = one.server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return { taken, url: `smtp://127.0.0.1:${port}` }
}

const send = (url: string) => smtpTransport({ url, from }).send(mail, AbortSignal.timeout(50_000))

test('a message arrives whole: names, subject, both bodies, what is attached, an id of its own', async () => {
  const { taken, url } = await server()
  expect(await send(url)).toMatchObject({ kind: 'accepted' })
  expect(taken).toHaveLength(1)
  expect(taken[0]?.to).toEqual(['zoe@northfield.example'])
  for (const part of [
    'From: Northfield SitRep <sitrep@example.org>',
    'Subject: =?UTF-8?Q?',
    `Message-ID: <${mail.id}@example.org>`,
    'Content-Type: text/plain',
    'Content-Type: text/html',
    'filename=INC-1.md',
  ]) {
    expect(taken[0]?.text).toContain(part)
  }
})

const refusing = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode })

test.each<[string, SMTPServerOptions, string]>([
  ['no such mailbox', { onRcptTo: (_, __, done) => done(refusing(550, 'No such mailbox')) }, 'refused'],
  ['a mailbox that is busy', { onRcptTo: (_, __, done) => done(refusing(451, 'Come back')) }, 'later'],
  [
    'a message that is not wanted',
    { onData: (stream, _, done) => stream.resume().on('end', () => done(refusing(554, 'Spam'))) },
    'refused',
  ],
  ['a server that is full', { onConnect: (_, done) => done(refusing(421, 'Too many')) }, 'later'],
])('%s is certain', async (_, options, kind) => {
  const { url } = await server(options)
  expect(await send(url)).toMatchObject({ kind })
})

test('nobody there: certainly not sent', async () => {
  const closed = createServer().listen(0, '127.0.0.1')
  await once(closed, 'listening')
  const address = closed.address()
  closed.close()
  await once(closed, 'close')
  const port = address && typeof address === 'object' ? address.port : 0
  expect(await send(`smtp://127.0.0.1:${port}`)).toMatchObject({ kind: 'later', due: 'provider' })
})

test('a server that only listens: given up from outside, it counts as unknown', async () => {
  const patience = new AbortController()
  const silent = createServer(() => patience.abort()).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const { send: hand } = smtpTransport({ url: `smtp://127.0.0.1:${port}`, from })
  expect(await hand(mail, patience.signal)).toMatchObject({ kind: 'unknown' })
  silent.close()
})

test('given up before it was handed over: certainly not sent', async () => {
  const { url, taken } = await server()
  expect(await smtpTransport({ url, from }).send(mail, AbortSignal.abort())).toMatchObject({ kind: 'later' })
  expect(taken).toEqual([])
})

test('a connection that breaks after the message began: nobody knows', async () => {
  const { url, taken } = await server({
    onData(stream, session, done) {
      stream.resume().on('end', () => {
        taken.push({ to: [], text: '' })
        for (const { _socket } of connectionsOf(servers)) _socket.destroy()
        void session
        void done
      })
    },
  })
  expect(await send(url)).toMatchObject({ kind: 'unknown' })
  expect(taken).toHaveLength(1)
})

/** The server keeps its connections to itself; a test cuts them. */
function connectionsOf(all: readonly SMTPServer[]): { _socket: { destroy: () => void } }[] {
  return all.flatMap((one) => [
    ...(one as unknown as { connections: Set<{ _socket: { destroy: () => void } }> }).connections,
  ])
}
