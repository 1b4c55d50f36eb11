/** Every task, and what its jobs carry: names and numbers, never what people wrote. */
import * as z from 'zod'
import type { QueueName } from '#db/jobs.ts'

const nothing = z.strictObject({})

export const tasks = {
  lapse_offer: z.strictObject({ ref: z.string(), seq: z.int().min(1) }),
  nudge_commander: z.strictObject({ ref: z.string() }),
  draft_report: z.strictObject({ ref: z.string() }),
  nudge_update: z.strictObject({ ref: z.string(), dueAt: z.string(), minutes: z.int() }),
  note_overdue_update: z.strictObject({ ref: z.string(), dueAt: z.string() }),
  tell_subscribers: z.strictObject({ ref: z.string(), seq: z.int().min(1) }),
  deliver: z.strictObject({ delivery: z.uuid() }),
  deliver_webhook: z.strictObject({ delivery: z.uuid() }),
  sweep_deliveries: nothing,
  forget_orphan_files: nothing,
  forget_old_answers: nothing,
  remind_follow_ups: nothing,
  fold_older: nothing,
} satisfies Record<QueueName, z.ZodType>

/** What carries a delivery out, by channel: no mail waits behind hosts that receive webhooks and are silent. */
export const deliverTasks = ['deliver', 'deliver_webhook'] as const satisfies readonly QueueName[]

export type TaskName = keyof typeof tasks
export type TaskData<Name extends TaskName> = z.output<(typeof tasks)[Name]>
