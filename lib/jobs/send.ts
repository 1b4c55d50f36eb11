/** Sending: a job comes into being with what caused it, in the same transaction, or not at all. */
import { sql } from 'drizzle-orm'
import { fromDrizzle } from 'pg-boss'
import type { Transaction } from '#db/client.ts'
import type { Instant } from '#lib/incident/incident.ts'
import type { Job } from '#lib/incident/jobs.ts'
import { sender } from '#lib/jobs/boss.ts'
import { tasks } from '#lib/jobs/tasks.ts'

/** What an entry sets off, or a message that somebody has to look after. */
type AnyJob = Job | { task: 'deliver'; data: { delivery: string }; at: Instant }

/** Sends the jobs with `tx`. A time that has passed means at once. */
export async function send(tx: Transaction, jobs: readonly AnyJob[]): Promise<void> {
  if (jobs.length === 0) return
  const boss = await sender()
  // The entries of one command may set off the same thing.
  const each = new Map(jobs.map((job) => [JSON.stringify(job), job])).values()
  for (const { task, data, at } of each) {
    await boss.send(task, tasks[task].parse(data), { startAfter: at, db: fromDrizzle(tx, sql) })
  }
}
