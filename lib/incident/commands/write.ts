/** log, correct_entry, describe_impact, state_fact, add_link: what people write. */
import * as z from 'zod'
import { correctableField } from '#lib/incident/entries/correctable.ts'
import { outcomes } from '#lib/incident/entries/logged.ts'
import type { Entry, Payload } from '#lib/incident/entries/table.ts'
import { hasCommand, needsCommand } from '#lib/incident/policy.ts'
import { answerInput, entryNumber, instant, limits, webAddress, words } from '#lib/incident/shapes.ts'
import {
  append,
  type Context,
  common,
  conflict,
  type Decision,
  defineCommand,
  forbidden,
  invalid,
  nothingNew,
} from './command.ts'
import { changedAnswers } from './course.ts'
import { disordered, noEntry, notOpen, stale } from './guards.ts'

const text = words(limits.text)
const line = words(limits.line).optional()
const outcome = z.enum(outcomes, `Choose one of ${outcomes.join(', ')}.`).optional()
const plain = <Kind extends string>(kind: Kind) => z.strictObject({ ...common, kind: z.literal(kind), text })

export const log = defineCommand({
  input: z.discriminatedUnion(
    'kind',
    [
      plain('note'),
      plain('finding'),
      plain('action'),
      plain('configuration'),
      plain('decision').extend({ details: z.strictObject({ rejected: line }).default({}) }),
      plain('deploy').extend({
        details: z
          .strictObject({ service: line, from: line, to: line, outcome, endedAt: instant.optional() })
          .default({}),
      }),
      plain('migration').extend({
        details: z.strictObject({ name: line, outcome, endedAt: instant.optional() }).default({}),
      }),
    ],
    'Choose one of note, finding, decision, action, deploy, migration, configuration.',
  ),
  decide: (incident, input, context) => {
    const { occurredAt, basedOn: _, ...payload } = input
    const at = occurredAt ?? context.now
    const endedAt = 'details' in payload && 'endedAt' in payload.details ? payload.details.endedAt : undefined
    if (endedAt !== undefined && endedAt < at) {
      return invalid('It cannot have ended before it began. Give occurredAt, when it began.', {
        'details.endedAt': `endedAt (${endedAt}) must not be before occurredAt (${at}).`,
      })
    }
    return notOpen(incident) ?? append({ type: 'logged', payload, occurredAt: at })
  },
})

export const correctEntry = defineCommand({
  input: z.strictObject({ ...common, seq: entryNumber, text, reason: words(limits.line) }),
  needs: (input) => ({ entries: [input.seq] }),
  decide: (incident, input, context) => {
    const target = context.entry(input.seq)
    if (!target) return noEntry(incident, input.seq)
    const field = correctableField(target)
    if (!field) return notWords(target)
    if (target.actor.id !== context.actor.id && !hasCommand(context.actor, incident)) {
      return forbidden(`You may correct what you wrote yourself. ${needsCommand(incident)}`)
    }
    return append({
      type: 'entry_corrected',
      payload: { field, text: input.text, reason: input.reason },
      occurredAt: input.occurredAt ?? context.now,
      corrects: input.seq,
    })
  },
})

function notWords(target: Entry): Decision {
  if (target.type === 'entry_corrected') {
    return conflict(`Entry ${target.seq} is itself a correction. Correct entry ${target.corrects} again.`)
  }
  return conflict(
    `Entry ${target.seq} (${target.type}) holds no words to correct. What is written can be: a log entry, the report, a fact, the solution. Anything else is put right by the command that sets it.`,
  )
}

export const describeImpact = defineCommand({
  input: z
    .strictObject({
      ...common,
      who: answerInput.optional(),
      how: answerInput.optional(),
      startedAt: instant.optional(),
    })
    .refine(
      (input) => input.who !== undefined || input.how !== undefined || input.startedAt !== undefined,
      'Give at least one of who, how and startedAt.',
    ),
  decide: (incident, input, context) => {
    const closed = notOpen(incident)
    if (closed) return closed
    const { impact, milestones } = incident
    const answers = changedAnswers(incident, input)
    const startedAt = input.startedAt !== milestones.impactStartedAt ? input.startedAt : undefined
    if (!answers.who && !answers.how && !startedAt) return nothingNew
    const payload: Payload<'impact_described'> = { ...answers, ...(startedAt ? { startedAt } : {}) }
    return (
      stale(incident, input.basedOn, {
        ...(answers.who ? { who: { yours: answers.who, now: impact.who } } : {}),
        ...(answers.how ? { how: { yours: answers.how, now: impact.how } } : {}),
        ...(startedAt ? { impactStartedAt: { yours: startedAt, now: milestones.impactStartedAt } } : {}),
      }) ??
      (startedAt ? disordered(incident, { impactStartedAt: startedAt }) : null) ??
      append({ type: 'impact_described', payload, occurredAt: timeOf(input, context) })
    )
  },
})

export const stateFact = defineCommand({
  input: z.strictObject({ ...common, fact: z.enum(['cause', 'now'], 'Choose cause or now.'), text }),
  decide: (incident, input, context) => {
    if (incident.facts[input.fact]?.text === input.text) return nothingNew
    return (
      notOpen(incident) ??
      append({
        type: 'fact_stated',
        payload: { fact: input.fact, text: input.text },
        occurredAt: timeOf(input, context),
      })
    )
  },
})

export const addLink = defineCommand({
  input: z.strictObject({ ...common, title: words(limits.line), url: webAddress }),
  decide: (incident, input, context) => {
    const { title, url } = input
    if (incident.links.some((link) => link.title === title && link.url === url)) return nothingNew
    return (
      notOpen(incident) ??
      append({ type: 'link_added', payload: { title, url }, occurredAt: timeOf(input, context) })
    )
  },
})

function timeOf(input: { occurredAt?: string | undefined }, context: Context): string {
  return input.occurredAt ?? context.now
}
