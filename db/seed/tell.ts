/** Tells a story to the door: every line of it is a command, at its own time. */
import { firstUpdateDue } from '#lib/incident/cadence.ts'
import type { CommandInput } from '#lib/incident/commands/table.ts'
import type { Incident, Severity } from '#lib/incident/incident.ts'
import type { Actor } from '#lib/incident/policy.ts'
import { execute } from '#lib/log/execute.ts'
import { company } from './cast.ts'
import { draft, finish } from './finish.ts'
import { keepPromises } from './promises.ts'
import type { Step, Story } from './story.ts'
import { updateVerbs } from './update-verbs.ts'
import { offset, whenWas } from './when.ts'

type Told = { ref: string; reportedAt: number; incident: Incident }

/** Those who act, the time up to which everything happened, and the refs of the stories told so far, by topic. */
export type Scene = {
  people: Map<string, Actor>
  now: Date
  refs: Map<string, string>
  /** Ids of the stakeholders who are told, by severity. */
  told: Record<string, string[]>
}

/** Declares the story's incident and carries out its commands in order. Throws what the door refuses. */
export async function tell(story: Story, { people, now, refs, told: stakeholders }: Scene): Promise<void> {
  const who = (key: string) => found(people.get(key), `Nobody in the cast is called ${key}`)
  const told = await declare(story, who, now)
  refs.set(story.topic, told.ref)
  const written = new Map<string, number>()
  let { incident } = told
  let since = told.reportedAt + offset(story.header.declared?.split(' ')[1] ?? '')
  const around: Around = {
    who,
    at: (text) => instant(told, text),
    seqAt: (at) => written.get(at),
    refOf: (topic) => found(refs.get(topic), `${topic} was not told before ${story.topic}`),
  }
  for (const step of story.steps) {
    const at = Date.parse(instant(told, step.at))
    const isEnd = step.verb === 'closes'
    await keepPromises(incident, { since, until: isEnd ? at - closing : at })
    since = at
    try {
      if (isEnd) {
        const { kind, topic } = story
        const { ref, severity } = incident
        const by = who(step.by)
        const details = step.details
        incident = await finish({ topic, ref, by, at, told: stakeholders, kind, severity, details })
        continue
      }
      const input = commandOf(step, around)
      const done = await execute(who(step.by), told.ref, input, {
        clock: () => instant(told, step.at),
        untimed: !isStillAhead(input.nextUpdateAt, now),
      })
      written.set(step.at, found(done.entries[0], 'this changes nothing').seq)
      incident = step.verb === 'resolves' ? await draft(told.ref, at) : done.incident
    } catch (error) {
      throw new Error(`${story.topic}, ${step.at}: ${error instanceof Error ? error.message : error}`, {
        cause: error,
      })
    }
  }
  await keepPromises(incident, { since, until: now.getTime() })
}

/** How long before it is closed the report is begun that a close owes. */
const closing = 12 * 60_000

/** A promise that is still to be kept has its timers, as with everybody: whoever tries it out sees them ring. */
function isStillAhead(dueAt: unknown, now: Date): boolean {
  return typeof dueAt === 'string' && Date.parse(dueAt) > now.getTime()
}

async function declare(story: Story, who: (key: string) => Actor, now: Date): Promise<Told> {
  const { header } = story
  const reportedAt = whenWas(story.when, now, company.timeZone)
  const [reportedBy, source] = (header.from ?? '').split(' | ')
  const [by = '', after = ''] = (header.declared ?? '').split(' ')
  const input = {
    type: 'declare_incident',
    topic: story.topic,
    severity: story.severity,
    kind: story.kind,
    reported: header.reported,
    reportedBy,
    source,
    reportedAt: new Date(reportedAt).toISOString(),
    impact: { who: answer(header.who), how: answer(header.how) },
  }
  const at = new Date(reportedAt + offset(after)).toISOString()
  // The second line of a story takes these three alone.
  const first = story.kind === 'real' ? firstUpdateDue(story.severity as Severity, at) : null
  const untimed = !isStillAhead(first, now)
  const { incident } = await execute(who(by), null, input, { clock: () => at, untimed })
  return { ref: incident.ref, reportedAt, incident }
}

/** What a line may name: people, times, earlier lines, other stories. */
export type Around = {
  who: (key: string) => Actor
  at: (offset: string) => string
  /** The number of the first entry that the step at this time wrote. */
  seqAt: (at: string) => number | undefined
  /** The ref of the story with this topic, which was told before. */
  refOf: (topic: string) => string
}

/** The command that a line of a story is. */
export function commandOf(step: Step, around: Around): Record<string, unknown> {
  const verb = found(verbs[step.verb], `${step.at} ${step.by}: there is no verb ${step.verb}`)
  const occurred = step.occurred ? { occurredAt: around.at(step.occurred) } : {}
  return { ...verb(step, around), ...occurred }
}

// The door parses what comes out, so a wrong word in a story is refused there, by its name.
export type Verb = (step: Step, around: Around) => { type: CommandInput['type'] } & Record<string, unknown>

const words = (step: Step) => step.text.trim()
const reason = (step: Step) => (words(step) ? { reason: words(step) } : {})
const severity: Verb = (step) => ({ type: 'set_severity', severity: step.verb, ...reason(step) })
const status: Verb = (step) => ({ type: 'set_status', status: step.verb, ...reason(step) })
const fact: Verb = (step) => ({ type: 'state_fact', fact: step.verb, text: words(step) })
const impact: Verb = (step) => ({ type: 'describe_impact', [step.verb]: answer(words(step)) })
const logged: Verb = (step) => ({ type: 'log', kind: step.verb, text: words(step) })
const detailed: Verb = (step, around) => {
  const { ended, ...details } = step.details
  return {
    ...logged(step, around),
    details: ended ? { ...details, endedAt: around.at(ended) } : details,
  }
}

const verbs: Record<string, Verb> = {
  ack: () => ({ type: 'acknowledge' }),
  takes: ({ args: [role] }) => ({ type: 'take_role', role }),
  releases: ({ args: [role] }) => ({ type: 'release_role', role }),
  assigns: ({ args: [key = '', role] }, { who }) => ({ type: 'assign_role', role, personId: who(key).id }),
  offers: (step, { who }) => ({
    type: 'offer_command',
    personId: who(step.args[0] ?? '').id,
    brief: words(step),
  }),
  accepts: () => ({ type: 'accept_command' }),
  declines: (step) => ({ type: 'decline_command', ...reason(step) }),
  SEV1: severity,
  SEV2: severity,
  SEV3: severity,
  investigating: status,
  identified: status,
  monitoring: status,
  who: impact,
  how: impact,
  since: ({ args: [start = ''] }, { at }) => ({ type: 'describe_impact', startedAt: at(start) }),
  cause: fact,
  now: fact,
  link: (step) => ({ type: 'add_link', url: step.args[0], title: words(step) }),
  note: logged,
  finding: logged,
  action: logged,
  configuration: logged,
  decision: detailed,
  deploy: detailed,
  migration: detailed,
  corrects: (step, { seqAt }) => ({
    type: 'correct_entry',
    seq: seqAt(step.args[0] ?? ''),
    text: words(step),
    reason: step.details.reason,
  }),
  resolves: (step) => ({
    type: 'resolve',
    solution: words(step),
    impact: { who: answer(step.details.who), how: answer(step.details.how) },
  }),
  reopens: (step) => ({ type: 'reopen', reason: words(step) }),
  cancels: (step) => ({ type: 'cancel', reason: words(step) }),
  merges: (step, { refOf }) => ({
    type: 'merge_into',
    target: refOf(step.details.into ?? ''),
    reason: words(step),
  }),
  undoes: ({ args: [at = ''] }, { seqAt }) => ({ type: 'undo_change', seq: seqAt(at) }),
  topic: (step) => ({ type: 'set_topic', topic: words(step) }),
  label: (step) => ({ type: 'add_label', kind: step.args[0], name: words(step) }),
  pins: ({ args: [at = ''] }, { seqAt }) => ({ type: 'pin_entry', seq: seqAt(at) }),
  sets: (step, { at }) => ({
    type: 'set_milestone',
    milestone: step.args[0],
    at: at(step.args[1] ?? ''),
    reason: words(step),
  }),
  nudges: () => ({ type: 'nudge_commander' }),
  'takes-over': (step) => ({ type: 'take_over_command', reason: words(step) }),
  ...updateVerbs,
}

function answer(said: string | undefined): { text: string } | { notYetKnown: true } | undefined {
  if (!said) return undefined
  return said === 'unknown' ? { notYetKnown: true } : { text: said }
}

function instant({ reportedAt }: Told, text: string): string {
  return new Date(reportedAt + offset(text)).toISOString()
}

function found<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) throw new Error(otherwise)
  return value
}
