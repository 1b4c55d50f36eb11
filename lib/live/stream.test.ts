import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { within } from '#e2e/kit/within.ts'
import { openStream } from '#lib/live/stream.ts'

const waiting: ((response: ServerResponse) => void)[] = []
const server = createServer((_, response) => waiting.shift()?.(response))
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
afterAll(() => server.closeAllConnections())
afterAll(() => server.close())

/** The server's side of a fresh request, and the client's, which reads nothing by itself. */
async function connected() {
  const arrived = new Promise<ServerResponse>((resolve) => waiting.push(resolve))
  // A listening TCP server always has an AddressInfo.
  const request = get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, agent: false })
  request.on('error', () => undefined)
  const answered = new Promise<IncomingMessage>((resolve) => request.on('response', resolve))
  return { response: await arrived, request, answered }
}

test('writing after the end is nothing, although the reader has not taken everything yet', async () => {
  const { response, answered } = await connected()
  const failures: unknown[] = []
  response.on('error', (error) => failures.push(error))
  const stream = openStream(response)
  stream.end()
  expect(stream.isOpen()).toBe(false)
  stream.write('late\n\n')
  const answer = await answered
  let text = ''
  for await (const chunk of answer) text += String(chunk)
  expect(text).not.toContain('late')
  expect(failures).toEqual([])
})

test('a reader that left before the stream began counts as closed', async () => {
  const { response, request } = await connected()
  const gone = once(response, 'close')
  request.destroy()
  await gone
  const stream = openStream(response)
  let closed = 0
  stream.onClose(() => {
    closed += 1
  })
  expect(stream.isOpen()).toBe(false)
  expect(closed).toBe(1)
})

test('a reader that takes nothing is cut off once it owes more than 1 MB', async () => {
  const { response, answered } = await connected()
  const stream = openStream(response)
  const closed = new Promise<void>((resolve) => stream.onClose(resolve))
  ;(await answered).pause()
  const part = Buffer.alloc(200_000, 'x')
  for (let n = 0; n < 200 && stream.isOpen(); n++) {
    stream.write(part)
    await new Promise((next) => setImmediate(next))
  }
  await closed
  expect(stream.isOpen()).toBe(false)
})

test('a reader that takes nothing does not keep an ended stream open', async () => {
  const { response, answered } = await connected()
  const stream = openStream(response)
  const closed = new Promise<void>((resolve) => stream.onClose(resolve))
  ;(await answered).pause()
  // More than the kernel takes on loopback, in one piece.
  stream.write(Buffer.alloc(20_000_000, 'x'))
  stream.end()
  await within(5000, () => closed)
  expect(response.destroyed).toBe(true)
})
