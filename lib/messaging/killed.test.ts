/**
 * RELIABILITY F3: twenty-five deliveries are held at each of four points, the worker is killed there, and another one
 * finishes. Each mail is made once, and none is lost.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { TestClock } from 'pg-boss'
import { afterAll, expect, test, vi } from 'vitest'
import { withTransaction } from '#db/client.ts'
import { type Fakes, startFakes } from '#e2e/fakes/fakes.ts'
import { testDatabase } from '#e2e/kit/database.ts'
import { savedReport } from '#e2e/kit/saved-report.ts'
import { startWorker } from '#lib/jobs/worker.ts'
import { newBreaker } from './breaker.ts'
import type { HoldPoint } from './deliver.ts'
import { versionFile } from './files.ts'
import { queueDeliveries } from './queue.ts'
import { resendTransport } from './transport/resend.ts'

// Four processes come and go.
vi.setConfig({ testTimeout: 120_000 })

const many = 25
const kit = await testDatabase()
await kit.sql(
  `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
)
const ines = await kit.person({ name: 'Ines Okafor', role: 'admin' })
const { incidentId, ref } = await savedReport(kit, ines)
// Drawn once, so that the workers only send.
for (const format of ['pdf', 'md'] as const)
  await versionFile({ incidentId, document: 'report', version: 1 }, format)
const fakes: Fakes = await startFakes()
const transport = {
  ...resendTransport({
    key: 're_test',
    baseUrl: fakes.resendUrl,
    from: 'SitRep <a@example.org>',
    perSecond: 1000,
  }),
  breaker: newBreaker(),
}
const clock = new TestClock(Date.now() + 3600_000)
const now = () => new Date(clock.now()).toISOString()
const boss = {
  db: undefined,
  connectionString: kit.url,
  max: 6,
  clock,
  schedule: false,
  __test__enableSpies: true,
}
afterAll(() => fakes.stop())

const points: [HoldPoint, state: string, mailsMade: number][] = [
  ['before claim', 'pending', 0],
  ['after claim', 'sending', 0],
  ['after send', 'sending', many],
  ['after record', 'sent', many],
]

test.each(points)(
  'killed %s: another worker finishes, each mail is made once',
  async (point, state, made) => {
    await fakes.reset({ perSecond: 1000 })
    await kit.sql(`delete from pgboss.job; delete from deliveries`)
    const source = { kind: 'report', ref, version: 1, note: null, changes: null, to: 'Lena' } as const
    const deliveries = Array.from({ length: many }, (_, index) => ({
      incidentId,
      seq: 1,
      recipient: { id: `s-${index}`, name: 'Lena', address: `lena${index}@northfield.example` },
      source,
      dedupeKey: `${point} ${index}`,
    }))
    await withTransaction((tx) => queueDeliveries(tx, deliveries, { now: new Date().toISOString() }))

    const child = spawnWorker(point)
    await heldAll(child)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await kit.sql('select distinct state from deliveries')).toEqual([{ state }])
    expect((await fakes.journal()).mails).toHaveLength(made)

    // Later than the claims hold, and than the point before went.
    await clock.setTime(clock.now() + 900_000)
    const worker = await startWorker({ now, boss, deliveries: { transport } })
    try {
      // Missed heartbeats give the jobs back; the sweep looks for what is left.
      await clock.tick(12_000)
      await worker.boss.send('sweep_deliveries', {})
      await expect
        .poll(
          async () => {
            await clock.setTime(clock.now() + 60_000)
            await clock.tick(1500)
            return await kit.sql(`select state, count(*)::int from deliveries group by 1`)
          },
          { timeout: 30_000, interval: 50 },
        )
        .toEqual([{ state: 'sent', count: many }])
    } finally {
      await worker.stop()
    }
    const { mails, violations } = await fakes.journal()
    expect(violations).toEqual([])
    expect(mails.map(({ body }) => String(body.to)).sort()).toEqual(
      deliveries.map(({ recipient }) => recipient.address).sort(),
    )
  },
)

/** A worker as a process of its own that stops at a point for good. */
function spawnWorker(point: HoldPoint): ChildProcess {
  const program = `
    const { connectDatabase } = await import('#db/client.ts')
    const { startWorker } = await import('#lib/jobs/worker.ts')
    const { resendTransport } = await import('#lib/messaging/transport/resend.ts')
    const { newBreaker } = await import('#lib/messaging/breaker.ts')
    connectDatabase(${JSON.stringify(kit.url)})
    const transport = {
      ...resendTransport({ key: 're_test', baseUrl: ${JSON.stringify(fakes.resendUrl)}, from: 'SitRep <a@example.org>', perSecond: 1000 }),
      breaker: newBreaker(),
    }
    const hold = async (point) => {
      if (point !== ${JSON.stringify(point)}) return
      process.stdout.write('.')
      await new Promise(() => {})
    }
    await startWorker({ deliveries: { transport, hold, leaseSeconds: 30 } })`
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

async function heldAll(child: ChildProcess): Promise<void> {
  let held = 0
  child.stdout?.on('data', (part: Buffer) => {
    held += part.toString('utf8').split('.').length - 1
  })
  await expect.poll(() => held, { timeout: 60_000, interval: 20 }).toBe(many)
}
