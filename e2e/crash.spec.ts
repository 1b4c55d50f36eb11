import { expect } from '@playwright/test'
import { v7 } from 'uuid'
import { type Answer, api, request } from './kit/api.ts'
import { startApp } from './kit/app.ts'
import { startHoldingProxy } from './kit/holding-proxy.ts'
import { test } from './kit/test.ts'

test('kill -9 after the commit and before the answer: the same key elsewhere gives the first answer, one effect', async ({
  instance,
  cast: { member },
}) => {
  const { incident } = await api(instance.one, member).declare()
  const doomed = await startApp(instance.variables)
  const proxy = await startHoldingProxy(doomed)
  const [key, path] = [v7(), `/incidents/${incident.ref}/commands`]
  const command = { type: 'log', kind: 'note', text: 'The queue is draining.' }
  const count = async () => {
    const [row] = await instance.sql<{ n: number }>(
      'select count(*)::int as n from entries where command_id = $1',
      [key],
    )
    return row?.n
  }

  // The proxy cuts the connection when the app dies, so this request ends without an answer.
  proxy.hold()
  const lost = request({ ...doomed, url: proxy.url }, member, path, command, key).then(
    () => 'answered',
    () => 'no answer',
  )
  await expect.poll(count).toBe(1)
  // It may come in pieces.
  await expect(() => bodyOf(proxy.held())).toPass({ timeout: 20_000 })
  const firstAnswer = bodyOf(proxy.held())
  await doomed.end('SIGKILL')
  expect(await lost).toBe('no answer')
  await proxy.stop()

  const again = await request(instance.two, member, path, command, key)
  expect(again.status).toBe(200)
  const answer = (await again.json()) as Answer
  expect(answer).toEqual(firstAnswer)
  expect(answer.entries).toHaveLength(1)
  expect(await count()).toBe(1)
  const other = await request(instance.two, member, path, { ...command, text: 'Something else.' }, key)
  expect(other.status).toBe(422)
  const now = (await api(instance.two, member).get(`/incidents/${incident.ref}`)) as { seq: number }
  expect(now.seq).toBe(answer.entries[0]?.seq)
})

/** The JSON body of a raw HTTP answer, chunked or not. */
function bodyOf(raw: string): unknown {
  return JSON.parse(raw.slice(raw.indexOf('{'), raw.lastIndexOf('}') + 1))
}

test('kill -9 while many write, five times: what was acknowledged stands, what was repeated has one effect', async ({
  instance,
  cast: { member },
}) => {
  test.slow()
  const { incident } = await api(instance.one, member).declare()
  const path = `/incidents/${incident.ref}/commands`
  const acknowledged = new Map<string, number>()
  const unanswered = new Map<string, object>()
  for (let cycle = 0; cycle < 5; cycle++) {
    const doomed = await startApp(instance.variables)
    const enough = acknowledged.size + 20 + 13 * cycle
    const dead = new AbortController()
    const write = async () => {
      while (!dead.signal.aborted) {
        const [key, command] = [v7(), { type: 'log', kind: 'note', text: `Cycle ${cycle}` }]
        unanswered.set(key, command)
        const seq = await numberOf(request(doomed, member, path, command, key))
        if (seq === null) return
        unanswered.delete(key)
        acknowledged.set(key, seq)
      }
    }
    const writing = Promise.all(Array.from({ length: 8 }, write))
    await expect.poll(() => acknowledged.size, { intervals: [5] }).toBeGreaterThanOrEqual(enough)
    await doomed.end('SIGKILL')
    dead.abort()
    await writing
  }

  expect(unanswered.size).toBeGreaterThan(0)
  for (const [key, command] of unanswered) {
    const seq = await numberOf(request(instance.two, member, path, command, key))
    expect(seq).not.toBeNull()
    acknowledged.set(key, seq ?? 0)
  }
  const rows = await instance.sql<{ seq: number; command_id: string }>(
    `select e.seq, e.command_id from entries e join incidents i on i.id = e.incident_id
     where i.ref = $1 and e.seq > 1 order by e.seq`,
    [incident.ref],
  )
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 2))
  expect(new Map(rows.map(({ command_id, seq }) => [command_id, seq]))).toEqual(
    new Map([...acknowledged].sort(([, a], [, b]) => a - b)),
  )
  expect(rows).toHaveLength(acknowledged.size)
})

/** The number of the entry that an answer acknowledges; null when no answer came. */
async function numberOf(answering: Promise<Response>): Promise<number | null> {
  const answer = await answering.catch(() => null)
  if (answer === null) return null
  expect(answer.status).toBe(200)
  const text = await answer.text().catch(() => null)
  // Our own answer; what matters of it is asserted by whoever asks.
  return text === null ? null : ((JSON.parse(text) as Answer).entries[0]?.seq ?? null)
}
