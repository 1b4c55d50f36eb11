import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { awaitDatabase, rememberStart } from '#server/away.ts'

const kit = await testDatabase()
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo // it listens on a port
  server.close()
  await once(server, 'close')
  return port
}

async function settings() {
  const [port, databasePort] = [await freePort(), await freePort()]
  const url = new URL(kit.url)
  const target = url.searchParams.get('host') ?? ''
  const socket = target.startsWith('/')
    ? { path: `${target}/.s.PGSQL.${url.port || 5432}` }
    : { host: url.hostname, port: Number(url.port) }
  url.searchParams.delete('host')
  url.hostname = '127.0.0.1'
  url.port = String(databasePort)
  const bringUp = () => {
    const proxy = createServer((client) => {
      const server = connect(socket)
      client.pipe(server).on('error', () => client.destroy())
      server.pipe(client).on('error', () => server.destroy())
    }).listen(databasePort, '127.0.0.1')
    closing.push(() => void proxy.close())
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'sitrep-away-'))
  const publicUrl = `http://localhost:${port}`
  return { databaseUrl: url.href, dataDir, host: '127.0.0.1', port, publicUrl, bringUp }
}

test('a first start does not wait for a database', async () => {
  await awaitDatabase(await settings(), AbortSignal.timeout(5_000))
})

test('a database that is starting, or whose connections are all taken, is waited for; one that refuses is not', async () => {
  const { bringUp: _, ...given } = await settings()
  rememberStart(given)
  const codes = ['57P03', '53300', '28P01']
  const database = createServer((client) => {
    client.on('error', () => {})
    client.once('data', () => {
      const fields = `SFATAL\0C${codes.shift()}\0MNo.\0\0`
      const length = Buffer.alloc(4)
      length.writeInt32BE(4 + fields.length)
      client.end(Buffer.concat([Buffer.from('E'), length, Buffer.from(fields)]))
    })
  }).listen(Number(new URL(given.databaseUrl).port), '127.0.0.1')
  closing.push(() => void database.close())
  await once(database, 'listening')
  await awaitDatabase(given, AbortSignal.timeout(40_000))
  expect(codes).toEqual([])
})

test('a restart answers 503, plainly, until the database is there', async () => {
  const { bringUp, ...given } = await settings()
  rememberStart(given)
  const waiting = awaitDatabase(given, AbortSignal.timeout(30_000))
  const ask = (path: string, accept = 'text/html') =>
    fetch(`http://127.0.0.1:${given.port}${path}`, { headers: { accept } })
  await expect
    .poll(() =>
      ask('/api/health').then(
        ({ status }) => status,
        () => 0,
      ),
    )
    .toBe(503)
  const page = await ask(`/s/${'A'.repeat(43)}`)
  expect([page.status, page.headers.get('retry-after'), page.headers.get('cache-control')]).toEqual([
    503,
    '30',
    'no-store',
  ])
  expect(await page.text()).toContain('<h1')
  expect((await ask('/')).status).toBe(503)
  bringUp()
  await waiting
  await expect(ask('/')).rejects.toThrow()
})
