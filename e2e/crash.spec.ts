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
  await expect.poll(() => proxy.held()).toContain('"entries"')
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
