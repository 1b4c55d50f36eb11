/** What a message is to say: references and words for this one, never a secret. It is rendered when it is first tried. */
import * as z from 'zod'
import type { Incident } from '#lib/incident/incident.ts'
import type { SendingInput } from './input.ts'

const document = {
  ref: z.string(),
  version: z.int().min(1),
  /** What the sender wrote above it, Markdown. */
  note: z.string().nullable(),
  /** Who sent it, when that is no entry of the log. */
  by: z.string().optional(),
}

const report = {
  ...document,
  /** What changed since the version that the same people got before, Markdown. */
  changes: z.string().nullable(),
  /** The published version of the post-mortem that goes with it. */
  postMortem: z.int().min(1).nullable().optional(),
}

const reminder = z.strictObject({
  ref: z.string(),
  number: z.int(),
  title: z.string(),
  /** "Wed 20 May", null without a day. */
  due: z.string().nullable(),
  overdue: z.boolean(),
  url: z.string(),
})

export const messageSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('report'), ...report, to: z.string() }),
  z.strictObject({ kind: z.literal('post_mortem'), ...document, to: z.string().optional() }),
  z.strictObject({
    kind: z.literal('test'),
    document: z.enum(['report', 'post_mortem']),
    ...report,
    to: z.string(),
  }),
  z.strictObject({ kind: z.literal('invitation') }),
  z.strictObject({ kind: z.literal('password_reset') }),
  z.strictObject({
    kind: z.literal('update_nudge'),
    ref: z.string(),
    dueAt: z.string(),
    minutes: z.int(),
  }),
  /** Says nothing of it: the entry of the log does, as it is when the message is written. */
  z.strictObject({ kind: z.literal('public_update') }),
  z.strictObject({ kind: z.literal('subscription'), of: z.enum(['incident', 'severities']) }),
  z.strictObject({ kind: z.literal('follow_up_reminder'), items: z.array(reminder).min(1) }),
])

export type MessageSource = z.output<typeof messageSource>
export type SourceOf<Kind extends MessageSource['kind']> = Extract<MessageSource, { kind: Kind }>
export type ReminderItem = z.output<typeof reminder>

/** What a test of a sending says: the same as the mails to come, to whoever asks. */
export function testOf(
  { ref, document, version, note, changes }: SendingInput,
  { incident, by, to }: { incident: Pick<Incident, 'documents'>; by: string; to: string },
): SourceOf<'test'> {
  const postMortem = document === 'report' ? (incident.documents.postMortem.published?.version ?? null) : null
  return { kind: 'test', document, ref: ref.toUpperCase(), version, note, by, changes, postMortem, to }
}
