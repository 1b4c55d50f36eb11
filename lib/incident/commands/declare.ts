/** declare_incident: decided against nothing; it begins the log. */
import * as z from 'zod'
import { answerInput, instant, limits, severity, words } from '#lib/incident/shapes.ts'
import { append, common, defineCommand, invalid } from './command.ts'

export const declareIncident = defineCommand({
  input: z.strictObject({
    ...common,
    topic: words(limits.topic),
    severity,
    reported: words(limits.text),
    reportedBy: words(limits.line),
    source: words(limits.line),
    reportedAt: instant.optional(),
    impact: z.strictObject({ who: answerInput.nullish(), how: answerInput.nullish() }).optional(),
    kind: z.enum(['real', 'drill'], 'Choose real or drill.').default('real'),
  }),
  decide: (_, input, context) => {
    const { occurredAt, reportedAt, basedOn: __, impact, ...said } = input
    if (reportedAt && occurredAt && reportedAt !== occurredAt) {
      return invalid('An incident occurs in the log when it is reported: give one of both times.', {
        occurredAt: 'Leave it out, or give the same as reportedAt.',
      })
    }
    if (!context.identity) throw new Error('declare_incident needs an identity from the door')
    return append({
      type: 'incident_reported',
      payload: {
        ...context.identity,
        ...said,
        impact: { who: impact?.who ?? null, how: impact?.how ?? null },
      },
      occurredAt: reportedAt ?? occurredAt ?? context.now,
    })
  },
})
