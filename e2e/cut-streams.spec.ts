import { expect } from '@playwright/test'
import { api, request } from './kit/api.ts'
import { startCuttingProxy } from './kit/cutting-proxy.ts'
import { readStream } from './kit/stream-reader.ts'
import { test } from './kit/test.ts'

const writers = 16
const rounds = 12
const readers = 50

test('16 writers, a third of them refused, and 50 readers cut at any byte: nobody misses or doubles an entry', async ({
  instance,
  person,
}) => {
  const people = await Promise.all(Array.from({ length: writers }, (_, index) => person(`Writer ${index}`)))
  const [first] = people
  if (!first) throw new Error('Sixteen people were asked for')
  const { incident } = await api(instance.one, first).declare({ severity: 'SEV1' })
  const random = numbersFrom(20_261_123)
  const proxies = await Promise.all(
    [instance.one, instance.two].map((app) => startCuttingProxy(app, () => 300 + (random() % 9000))),
  )
  const following = Array.from({ length: readers }, (_, index) => {
    const { url } = proxies[index % 2] ?? instance.one
    return readStream(`${url}/api/v1/incidents/${incident.ref}/stream?after=0`, first.token)
  })

  const path = `/incidents/${incident.ref}/commands`
  let logged = 0
  await Promise.all(
    people.map(async (writer, index) => {
      for (let round = 0; round < rounds; round++) {
        // Refused after the lock was taken: its transaction is rolled back.
        const isRefused = (index + round) % 3 === 0
        const command = isRefused
          ? { type: 'correct_entry', seq: 1_000_000, text: 'x', reason: 'x' }
          : { type: 'log', kind: 'note', text: `Round ${round} of ${writer.name}, ${'long '.repeat(round)}` }
        const answer = await request(round % 2 ? instance.one : instance.two, writer, path, command)
        expect(answer.status).toBe(isRefused ? 400 : 200)
        await answer.text()
        if (!isRefused) logged += 1
      }
    }),
  )
  // How often in all depends on the machine: the readers catch up with what was written, and are cut while they do.
  const cuts = () => proxies.reduce((sum, proxy) => sum + proxy.cuts(), 0)
  await expect.poll(cuts, { timeout: 60_000 }).toBeGreaterThan(readers * 5)
  for (const proxy of proxies) proxy.relent()

  const whole = Array.from({ length: 1 + logged }, (_, index) => index + 1)
  const [row] = await instance.sql<{ seqs: number[] }>(
    `select array_agg(e.seq order by e.seq) as seqs from entries e join incidents i on i.id = e.incident_id
     where i.ref = $1`,
    [incident.ref],
  )
  expect(row?.seqs).toEqual(whole)
  for (const reader of following) {
    await expect.poll(() => reader.seqs().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(whole.length)
    reader.stop()
    expect(reader.seqs()).toEqual(whole)
  }
  for (const proxy of proxies) await proxy.stop()
})

/** Numbers from 0 to 2³² − 1 that look random and are the same in every run (xorshift). */
function numbersFrom(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state >>> 0
  }
}
