/** Sending: a job comes into being with what caused it, in the same transaction, or not at all. */
import { sql } from 'drizzle-orm'
import { fromDrizzle } from 'pg-boss'
import type { Transaction } from '#db/client.ts'
import type { Instant } from '#lib/incident/incident.ts'
import type { Job } from '#lib/incident/jobs.ts'
import { sender } from '#lib/jobs/boss.ts'
import { type deliverTasks, tasks } from '#lib/jobs/tasks.ts'
import type { Channel } from '#lib/messaging/model.ts'

/** Sends the jobs with `tx`. A time that has passed means at once. */
export async function send(tx: Transaction, jobs: readonly Job[]): Promise<void> {
  if (jobs.length === 0) return
  const boss = await sender()
  // The entries of one command may set off the same thing.
  const each = new Map(jobs.map((job) => [JSON.stringify(job), job])).values()
  for (const { task, data, at } of each) {
    await boss.send(task, tasks[task].parse(data), { startAfter: at, db: fromDrizzle(tx, sql) })
  }
}

/** The task that carries a delivery of this channel out. */
export function deliverTask(channel: Channel): (typeof deliverTasks)[number] {
  return channel === 'webhook' ? 'deliver_webhook' : 'deliver'
}

/** A job for each message that somebody has to look after. `after`: others go before them, however many these are. */
export async function sendDeliveries(
  tx: Transaction,
  deliveries: readonly { id: string; channel: Channel }[],
  { at, after }: { at: Instant; after: boolean },
): Promise<void> {
  const boss = await sender()
  for (const [task, some] of Map.groupBy(deliveries, ({ channel }) => deliverTask(channel))) {
    const jobs = some.map(({ id }) => ({
      data: tasks[task].parse({ delivery: id }),
      startAfter: at,
      ...(after && { priority: -1 }),
    }))
    await boss.insert(task, jobs, { db: fromDrizzle(tx, sql) })
  }
}
