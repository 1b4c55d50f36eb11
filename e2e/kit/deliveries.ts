/** For tests of the machine that sends: deliveries of a saved report, a clock that is moved, and Resend's fake. */
import { withTransaction } from '#db/client.ts'
import { type ResendFake, startResendFake } from '#e2e/fakes/resend.ts'
import { newBreaker } from '#lib/messaging/breaker.ts'
import { type DeliverOptions, deliver } from '#lib/messaging/deliver.ts'
import { type NewDelivery, queueDeliveries } from '#lib/messaging/queue.ts'
import { resendTransport } from '#lib/messaging/transport/resend.ts'
import type { Transport } from '#lib/messaging/transport.ts'
import type { TestDatabase } from './database.ts'
import { savedReport } from './saved-report.ts'

export const mailFrom = 'SitRep <sitrep@example.org>'

export type DeliveryKit = {
  fake: ResendFake
  incidentId: string
  ref: string
  /** By the fake, with a breaker of its own. */
  resend: () => Transport
  /** Writes a delivery of the report, or of something else; its id. */
  queue: (more?: Partial<NewDelivery>, options?: { untimed?: boolean }) => Promise<string>
  /** The test's clock. It stands, so that no test sees how long it takes itself; `pass` moves it. */
  at: () => string
  pass: (seconds: number) => void
  go: (id: string, transport: Transport, more?: DeliverOptions) => Promise<void>
  /** Looks at it as a worker would, each time it is due, until it is over. */
  finish: (id: string, transport: Transport) => Promise<void>
  row: (id: string) => Promise<Record<string, unknown>>
  jobs: () => Promise<{ id: string }[]>
  /** Nothing queued, nothing sent. */
  empty: () => Promise<void>
}

export async function deliveryKit(kit: TestDatabase): Promise<DeliveryKit> {
  await kit.sql(
    `insert into organisation (id, name, time_zone, created_at) values (1, 'Northfield', 'Europe/Berlin', now())`,
  )
  const { incidentId, ref } = await savedReport(kit, await kit.person({ role: 'admin' }))
  const fake = await startResendFake({ perSecond: 1000 })
  const source = {
    kind: 'report',
    ref,
    version: 1,
    note: 'Read **this**.',
    changes: null,
    to: 'Lena',
  } as const
  let [clock, count] = [Date.now(), 0]
  const at = () => new Date(clock).toISOString()
  const row = async (id: string) => (await kit.sql(`select * from deliveries where id = $1`, [id]))[0] ?? {}
  const go = (id: string, transport: Transport, more: DeliverOptions = {}) =>
    deliver(id, { clock: at, transport, ...more })
  return {
    fake,
    incidentId,
    ref,
    at,
    row,
    go,
    pass: (seconds) => {
      clock += seconds * 1000
    },
    resend: () => ({
      ...resendTransport({ key: 're_test', baseUrl: fake.url, from: mailFrom, perSecond: 1000 }),
      breaker: newBreaker(),
    }),
    queue: async (more = {}, options = {}) => {
      const id = crypto.randomUUID()
      const recipient = { id: 's-1', name: 'Lena Vogel', address: `lena${++count}@northfield.example` }
      const delivery = { id, kind: 'report' as const, incidentId, seq: 1, recipient, source, dedupeKey: id }
      await withTransaction((tx) =>
        queueDeliveries(tx, [{ ...delivery, ...more }], { now: at(), ...options }),
      )
      return id
    },
    finish: async (id, transport) => {
      for (let turns = 0; turns < 30; turns++) {
        await go(id, transport)
        const { state, due_at } = await row(id)
        if (!['pending', 'uncertain', 'sending'].includes(String(state))) return
        clock = Math.max(clock, Number(due_at) + 1)
      }
      throw new Error('It is not over')
    },
    jobs: () => kit.sql(`select data->>'delivery' as id from pgboss.job where name like 'deliver%'`),
    empty: async () => {
      fake.reset({ perSecond: 1000 })
      await kit.sql(`delete from pgboss.job; truncate deliveries, delivery_callbacks, suppressions cascade`)
    },
  }
}
