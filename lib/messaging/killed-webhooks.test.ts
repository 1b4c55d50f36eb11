/**
 * RELIABILITY F3 for webhooks: held at each of four points, the worker is killed there, and another one finishes.
 * The receiver gets each at least once, always by the same id, and knows a repeated one by it.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, expect, test, vi } from 'vitest'
import { startWebhooksFake } from '#e2e/fakes/webhooks.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { updateKit } from '#e2e/kit/updates.ts'
import { change } from '#lib/log/change.ts'
import { systemActor } from '#lib/people/policy.ts'
import { deliver, type HoldPoint } from './deliver.ts'
import { webhookId } from './webhook/webhook-of.ts'

// A process of its own comes and goes each time: 3 s, mostly for its imports, and a multiple beside other tests.
vi.setConfig({ testTimeout: 60_000 })

const many = 10
const kit = await testDatabase()
const noor = await kit.person({ role: 'admin' })
const { declare, publish, subscribe } = updateKit(kit, noor)
const fake = await startWebhooksFake()
afterAll(() => fake.stop())
const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`

const points: [HoldPoint, state: string, times: number][] = [
  ['before claim', 'pending', 1],
  ['after claim', 'sending', 1],
  ['after send', 'sending', 2],
  ['after record', 'sent', 1],
]

test.each(points)('killed %s: each webhook is taken, by one id', async (point, state, times) => {
  fake.reset()
  fake.trust(secret)
  await kit.sql('delete from pgboss.job; truncate deliveries, subscribers cascade')
  const { ref } = await declare()
  for (let index = 0; index < many; index++) {
    await subscribe({ channel: 'webhook', address: `${fake.url}/${index}`, secret })
  }
  const seq = await publish(ref)
  await change(systemActor('jobs'), 'tell_subscribers', { ref, seq })
  const rows = await kit.sql<{ id: string; known: Parameters<typeof webhookId>[0] }>(
    `select id, jsonb_build_object('incidentId', incident_id, 'seq', seq, 'recipientId', recipient_id,
       'at', e.body::jsonb ->> 'recordedAt') as known
     from deliveries join entries e using (incident_id, seq) order by id`,
  )
  const ids = rows.map(({ id }) => id)

  const program = `
    const { connectDatabase } = await import('#db/client.ts')
    const { deliver } = await import('#lib/messaging/deliver.ts')
    connectDatabase(${JSON.stringify(kit.url)})
    const hold = async (point) => {
      if (point !== ${JSON.stringify(point)}) return
      process.stdout.write('.')
      await new Promise(() => {})
    }
    setInterval(() => {}, 1000)
    for (const id of ${JSON.stringify(ids)}) void deliver(id, { hold, leaseSeconds: 30 })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let held = 0
  child.stdout.on('data', (part: Buffer) => {
    held += part.length
  })
  await expect.poll(() => held, { timeout: 40_000, interval: 20 }).toBe(many)
  child.kill('SIGKILL')
  await once(child, 'exit')
  expect(await kit.sql('select distinct state from deliveries')).toEqual([{ state }])

  // Later than the claims hold.
  const later = () => new Date(Date.now() + 60_000).toISOString()
  for (const id of ids) await deliver(id, { clock: later })
  expect(await kit.sql('select distinct state from deliveries')).toEqual([{ state: 'sent' }])
  const { taken, violations } = fake.journal()
  expect(violations).toEqual([])
  expect(taken.map((one) => one.id).sort()).toEqual(rows.map(({ known }) => webhookId(known)).sort())
  expect(taken.map((one) => one.times)).toEqual(Array.from({ length: many }, () => times))
})
