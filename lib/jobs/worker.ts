/** The worker: runs what has come due. Any number of them share the work; what one leaves, another takes up. */
import type { ConstructorOptions, Job, JobResult, PgBoss } from 'pg-boss'
import { queueNames } from '#db/jobs.ts'
import { forgetOldFailures } from '#lib/auth/attempts.ts'
import { AppError } from '#lib/errors.ts'
import { forgetOrphanFiles } from '#lib/file/commands.ts'
import type { CommandType } from '#lib/incident/commands/table.ts'
import type { Instant } from '#lib/incident/incident.ts'
import { systemActor } from '#lib/incident/policy.ts'
import { newBoss } from '#lib/jobs/boss.ts'
import { deliverTasks, type TaskData, type TaskName, tasks } from '#lib/jobs/tasks.ts'
import { change } from '#lib/log/change.ts'
import { execute } from '#lib/log/execute.ts'
import { refold } from '#lib/log/refold.ts'
import { forgetOldAnswers } from '#lib/log/replay.ts'
import { log } from '#lib/log.ts'
import { type DeliverOptions, deliver, sweepDeliveries } from '#lib/messaging/deliver.ts'
import { systemActor as jobsActor } from '#lib/people/policy.ts'
import { forgetUnconfirmed } from '#lib/subscriber/commands.ts'

export type Worker = {
  /** Takes nothing new, lets what runs come to its end (at most a second), then hands the rest back. */
  stop: () => Promise<void>
  boss: PgBoss
}

type Options = {
  /** Only tests give a clock; pg-boss and the door then go by the same one (D6). */
  now?: () => Instant
  /** For tests: another transport, short leases, where to hold. */
  deliveries?: Omit<DeliverOptions, 'clock'>
  /** For tests: a clock, spies, a pool of its own. */
  boss?: ConstructorOptions
  /** For tests: how long a stop lets what runs come to its end, in milliseconds. */
  stopsWithin?: number
}

/** Starts working. Throws when the database cannot be reached. */
export async function startWorker(given: Options = {}): Promise<Worker> {
  const { now, deliveries, boss: options, stopsWithin = 1000 } = given
  const boss = newBoss({
    // What a killed worker held is found within ten seconds of its last heartbeat.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    registerInstance: false,
    persistWarnings: false,
    ...options,
  })
  await boss.start()
  for (const [name, at] of Object.entries(schedules)) await boss.schedule(name, at, {})
  for (const name of queueNames) {
    const pollingIntervalSeconds = Object.hasOwn(schedules, name) ? 30 : 1
    const how = {
      pollingIntervalSeconds,
      // One message waits for another's turn, and not for its answer.
      batchSize: deliverTasks.some((task) => task === name) ? 25 : 10,
      burstWhenBatchFull: true,
      perJobResults: true,
    } as const
    await boss.work(name, how, (jobs) =>
      Promise.all(jobs.map((job) => settle(name, job, { clock: now, deliveries }))),
    )
  }
  return { boss, stop: () => boss.stop({ timeout: stopsWithin }) }
}

/** What comes round by itself, by the clock in UTC. What waits for an hour in a zone looks for it at each quarter. */
const schedules: Partial<Record<TaskName, string>> = {
  forget_orphan_files: '0 * * * *',
  forget_old_answers: '0 * * * *',
  remind_follow_ups: '*/15 * * * *',
  sweep_deliveries: '* * * * *',
  fold_older: '* * * * *',
}

/** Runs one job to its end; a failure is tried again by pg-boss, later and later. */
async function settle(name: TaskName, job: Job<unknown>, given: Given): Promise<JobResult> {
  try {
    await handle(name, job, given)
    return { id: job.id, status: 'completed' }
  } catch (error) {
    log.warn('A timed job failed', { task: name, job: job.id, error })
    return { id: job.id, status: 'failed' }
  }
}

type Given = { clock: (() => Instant) | undefined; deliveries: Options['deliveries'] }
type Run = Given & { id: string }
type Handlers = { [Name in TaskName]: (data: TaskData<Name>, run: Run) => Promise<void> }

const handlers: Handlers = {
  lapse_offer: ({ ref, seq }, run) => command(ref, { type: 'lapse_offer', seq }, run),
  nudge_commander: ({ ref }, run) => command(ref, { type: 'nudge_commander' }, run),
  nudge_update: ({ ref, ...input }, run) => command(ref, { type: 'nudge_update', ...input }, run),
  note_overdue_update: ({ ref, dueAt }, run) => command(ref, { type: 'note_overdue_update', dueAt }, run),
  tell_subscribers: async (update) => {
    await change(jobsActor('jobs'), 'tell_subscribers', update)
  },
  draft_report: ({ ref }, run) => command(ref, { type: 'draft_report' }, run),
  deliver: ({ delivery }, run) => deliverOne(delivery, run),
  deliver_webhook: ({ delivery }, run) => deliverOne(delivery, run),
  sweep_deliveries: (_, { clock }) => sweepDeliveries({ clock }),
  forget_orphan_files: async () => await forgetOrphanFiles(),
  forget_old_answers: async () => {
    await forgetOldAnswers()
    await forgetOldFailures()
    await forgetUnconfirmed()
  },
  remind_follow_ups: async (_, { clock }) => {
    const now = clock?.() ?? new Date().toISOString()
    await change(jobsActor('jobs'), 'remind_follow_ups', { now })
  },
  fold_older: async () => {
    const folded = await refold({ onlyOlder: true })
    if (folded > 0) log.info('Folded incidents anew that an older version wrote', { incidents: folded })
  },
}

async function deliverOne(delivery: string, { clock, deliveries }: Run): Promise<void> {
  await deliver(delivery, { ...deliveries, clock })
}

async function handle(name: TaskName, { id, data }: Job<unknown>, given: Given): Promise<void> {
  // The schema of a task gives what the handler of the same name takes.
  const handler = handlers[name] as (data: unknown, run: Run) => Promise<void>
  await handler(tasks[name].parse(data ?? {}), { id, ...given })
}

/** A command as the system. The job's id is its key: however often it runs, it has one effect. */
async function command(
  ref: string,
  input: { type: CommandType } & Record<string, string | number>,
  { id, clock }: Run,
): Promise<void> {
  try {
    await execute(systemActor, ref, input, { key: id, clock })
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'unavailable') throw error
    // Somebody was quicker, or it is no longer so: that is what the timer was to find out.
    log.debug('A timed command is moot', { ref, command: input.type, why: error.message })
  }
}
