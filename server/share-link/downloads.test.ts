import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#e2e/kit/database.ts'
import { giveStakeholder, tell } from '#e2e/kit/finish.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { startHub, stopHub } from '#lib/live/hub.ts'
import { execute } from '#lib/log/execute.ts'
import { createDownloads } from './downloads.ts'
import type { Known } from './memory.ts'
import { startShareLinks } from './share-links.ts'

const kit = await testDatabase()
const noor = await kit.person({ name: 'Noor Haddad', role: 'admin' })
const { declare, publish, link } = updateKit(kit, noor)
const links = await startShareLinks({ publicUrl: 'https://sitrep.example.org', timers: false })
const server = createServer((incoming, response) => {
  if (!links.answerAtOnce(incoming, response)) void links.answer(incoming, response)
})
beforeAll(async () => {
  await startHub(links.follower)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterAll(async () => {
  await links.stop()
  await stopHub()
  server.closeAllConnections()
  server.close()
})

test('a shared report is kept, and without the words once they were redacted', async () => {
  const { ref, id } = await declare()
  const give = (input: { type: string } & Record<string, unknown>) => execute(noor, ref, input)
  const decision = { type: 'log', kind: 'decision', text: 'The password was tulip-4711.' }
  const { seq } = (await give(decision)).incident
  await give({ type: 'resolve', solution: 'Turned it.', impact: { who: 'All', how: 'Fully' } })
  await publish(ref, { state: 'over', nextUpdateAt: null })
  await tell(give, await giveStakeholder(kit.sql))
  await give({ type: 'share_documents', report: true, postMortem: false })
  const { token } = await link(id)
  await links.compare()
  const { port } = server.address() as AddressInfo // it listens
  const ask = async (rest: string, method = 'GET') => {
    const answer = await fetch(`http://127.0.0.1:${port}/s/${token}${rest}`, { method })
    return { status: answer.status, length: answer.headers.get('content-length'), body: await answer.text() }
  }
  expect(await ask('/report.md', 'HEAD')).toEqual({ status: 200, length: null, body: '' })
  expect(await kit.sql('select from document_files')).toEqual([])
  expect((await ask('/report.md')).body).toContain('tulip-4711')
  // It is not read again: what stands in the table now comes to nobody.
  await kit.sql(`update document_files set bytes = 'Others'`)
  expect((await ask('/report.md')).body).toContain('tulip-4711')
  expect((await ask('/post-mortem.md')).status).toBe(404)
  await give({ type: 'redact_entry', seq, reason: 'A password' })
  await links.compare()
  const { status, body } = await ask('/report.md')
  expect([status, body.includes('redacted'), body.includes('tulip')]).toEqual([200, true, false])
})

type Given = Partial<Known> & { rest?: '/report.pdf' | '/report.md'; isStale?: boolean; method?: string }

/** Downloads of files that are there once the test says so, and how often each was read. */
function downloadsOf(options: { mostBytes?: number; keptFor?: number } = {}) {
  const read: string[] = []
  const gate = Promise.withResolvers<void>()
  const downloads = createDownloads('https://sitrep.example.org', {
    ...options,
    read: async ({ incidentId }, format) => {
      read.push(`${incidentId}.${format}`)
      await gate.promise
      return Buffer.alloc(100, format)
    },
  })
  const state = { documents: { report: { version: 2 }, postMortem: null } }
  const ask = async ({ method = 'GET', ...given }: Given = {}) => {
    const sent = { length: 0 }
    const response = {
      writeHead: () => undefined,
      end: (bytes?: Buffer) => (sent.length = bytes?.length ?? 0),
    }
    const wanted = { incidentId: 'one', version: 1, rest: '/report.pdf', isStale: false, state, ...given }
    // It asks for no more of them.
    await downloads.send({ method } as never, response as never, wanted as never)
    return sent.length
  }
  return { ask, read, open: gate.resolve, fail: gate.reject }
}

test('many who ask at once share one read, and those after them; nothing is read for HEAD', async () => {
  const { ask, read, open } = downloadsOf()
  const all = Array.from({ length: 100 }, () => ask())
  open()
  expect(await Promise.all(all)).toEqual(Array(100).fill(100))
  expect([await ask(), await ask({ method: 'HEAD' })]).toEqual([100, 0])
  expect(read).toEqual(['one.pdf'])
  // The incident changed, which may be a redaction; or the database is away, so that nobody would hear of one.
  await ask({ version: 2 })
  await ask({ version: 2, isStale: true })
  expect(read).toHaveLength(3)
})

test('what failed is read again, and no more is kept than there is room for', async () => {
  const failing = downloadsOf()
  const waiting = failing.ask()
  failing.fail(new Error('The database is away'))
  await expect(waiting).rejects.toThrow()
  await expect(failing.ask()).rejects.toThrow()
  expect(failing.read).toHaveLength(2)
  const { ask, read, open } = downloadsOf({ mostBytes: 200 })
  open()
  for (const incidentId of ['one', 'two', 'three', 'two', 'three', 'one']) await ask({ incidentId })
  expect(read).toEqual(['one.pdf', 'two.pdf', 'three.pdf', 'one.pdf'])
})

test('after its time it is read again', async () => {
  const { ask, read, open } = downloadsOf({ keptFor: 10 })
  open()
  await expect
    .poll(async () => {
      await ask()
      return read.length
    })
    .toBeGreaterThan(1)
})
