/** The end of a story: its report drafted on resolve, then approved and sent, before it is closed (DOMAIN §3). */
import type { Incident } from '#lib/incident/incident.ts'
import { type Actor, systemActor } from '#lib/incident/policy.ts'
import { execute } from '#lib/log/execute.ts'
import { hasLessons, writeLessons } from './lessons.ts'

type Finish = {
  ref: string
  topic: string
  by: Actor
  /** When it is closed, in milliseconds. */
  at: number
  /** Ids of the stakeholders that are told, by severity. */
  told: Record<string, string[]>
  severity: string
  kind: string
  details: Record<string, string>
}

const minute = 60_000

/** What a resolve does by itself, at its own time. */
export async function draft(ref: string, at: number): Promise<Incident> {
  return await tellAt(systemActor, ref, { type: 'draft_report' }, at)
}

/** Approves and sends the newest version, then closes; a drill's report is not sent. The state after it. */
export async function finish(order: Finish): Promise<Incident> {
  const { ref, topic, by, at, told, severity, kind, details } = order
  const drafted = await tellAt(by, ref, { type: 'draft_report' }, at - 12 * minute)
  const version = drafted.documents.report?.saved.version ?? 1
  await tellAt(by, ref, { type: 'approve_report', version }, at - 9 * minute)
  const to = told[severity] ?? []
  if (kind === 'real') {
    const override = details.override ?? 'What is still blank is not known to anybody.'
    await tellAt(by, ref, { type: 'send_report', version, to, override }, at - 6 * minute)
  }
  if (hasLessons(topic)) await learn(ref, topic, by, at)
  const owed = hasLessons(topic) ? {} : endOf(severity, details, ref)
  return await tellAt(by, ref, { type: 'close', ...owed }, at)
}

/** The post-mortem of a story that has one: begun, written, reviewed and published. */
async function learn(ref: string, topic: string, by: Actor, at: number): Promise<void> {
  await tellAt(by, ref, { type: 'draft_post_mortem' }, at - 5 * minute)
  await writeLessons(ref, topic, by)
  const why = 'What we learned, after the meeting'
  await tellAt(by, ref, { type: 'save_post_mortem_version', why }, at - 3 * minute)
  await tellAt(by, ref, { type: 'review_post_mortem', version: 2 }, at - 2 * minute)
  await tellAt(by, ref, { type: 'publish_post_mortem', version: 2 }, at - minute)
}

/** SEV1 and SEV2 owe a post-mortem or a reason, SEV3 the address of the bug. */
function endOf(severity: string, { waive, bug }: Record<string, string>, ref: string) {
  if (severity === 'SEV3') return { bug: bug ?? `https://issues.northfield.example/${ref}` }
  return { waive: waive ?? 'Small and understood: what there is to learn stands in the report.' }
}

async function tellAt(by: Actor, ref: string, input: object, at: number): Promise<Incident> {
  const clock = () => new Date(at).toISOString()
  return (await execute(by, ref, input, { clock, untimed: true })).incident
}
