/** Timed jobs (D18) stand in the same database, in pg-boss's own schema, with one queue per task. */
import { PgBoss, type QueueOptions } from 'pg-boss'

/** A worker that was killed is noticed after this; its job then runs again. The least that pg-boss takes. */
const heartbeatSeconds = 10
const hour = 3600

/** Carries out a command at its time. Tried again for about two hours, at longer and longer intervals. */
const timed = {
  heartbeatSeconds,
  expireInSeconds: 60,
  retryLimit: 12,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 900,
  deleteAfterSeconds: 24 * hour,
} satisfies QueueOptions

/** Only says "look at this delivery"; the row itself knows when it is tried again, so that a job that failed may go. */
const delivering = {
  heartbeatSeconds,
  expireInSeconds: 300,
  retryLimit: 12,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 900,
  deleteAfterSeconds: hour,
} satisfies QueueOptions

/** The next one does what this one did not. */
const hourly = {
  heartbeatSeconds,
  expireInSeconds: 300,
  retryLimit: 0,
  deleteAfterSeconds: hour,
} satisfies QueueOptions

export const queues = {
  lapse_offer: timed,
  nudge_commander: timed,
  draft_report: timed,
  nudge_update: timed,
  note_overdue_update: timed,
  tell_subscribers: timed,
  deliver: delivering,
  deliver_webhook: delivering,
  sweep_deliveries: hourly,
  forget_orphan_files: hourly,
  forget_old_answers: hourly,
  remind_follow_ups: hourly,
  fold_older: hourly,
}
export type QueueName = keyof typeof queues
export const queueNames = Object.keys(queues) as QueueName[] // the keys of the literal above

type Connection = { query: (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }> }

/**
 * Makes pg-boss's schema, or brings it up to date, and makes the queues that are missing. On a connection that is
 * in no transaction; whoever calls holds the lock of the migrations.
 */
export async function bringUpJobs(connection: Connection): Promise<void> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => connection.query(text, values) },
    supervise: false,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  })
  await boss.start()
  try {
    const there = new Set((await boss.getQueues()).map(({ name }) => name))
    for (const name of queueNames) if (!there.has(name)) await boss.createQueue(name, queues[name])
  } finally {
    await boss.stop({ graceful: false, close: false })
  }
}
