/** Every task, and what its jobs carry: names and numbers, never what people wrote. */
import * as z from 'zod'
import type { QueueName } from '#db/jobs.ts'

const nothing = z.strictObject({})

export const tasks = {
  lapse_offer: z.strictObject({ ref: z.string(), seq: z.int().min(1) }),
  nudge_commander: z.strictObject({ ref: z.string() }),
  draft_report: z.strictObject({ ref: z.string() }),
  deliver: z.strictObject({ delivery: z.uuid() }),
  sweep_deliveries: nothing,
  forget_orphan_files: nothing,
  forget_old_answers: nothing,
  remind_follow_ups: nothing,
} satisfies Record<QueueName, z.ZodType>

export type TaskName = keyof typeof tasks
export type TaskData<Name extends TaskName> = z.output<(typeof tasks)[Name]>
