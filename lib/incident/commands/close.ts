/** close: the end of the record. It takes what DOMAIN §3 asks for: a report that went out, and what is to be learned. */
import * as z from 'zod'
import { type Incident, isSetAside } from '#lib/incident/incident.ts'
import { isReportOut, stepsOwed } from '#lib/incident/owed.ts'
import { limits, webAddress, words } from '#lib/incident/shapes.ts'
import { append, common, conflict, type Decision, defineCommand, nothingNew } from './command.ts'
import { moved } from './course.ts'
import { claimedTime, disordered, notOpen } from './guards.ts'
import { postMortemOwed } from './post-mortem.ts'

export const close = defineCommand({
  input: z.strictObject({
    ...common,
    /** Why no post-mortem is needed (SEV1, SEV2). */
    waive: words(limits.line).optional(),
    /** Where the bug is tracked (SEV3). */
    bug: webAddress.optional(),
  }),
  decide: (incident, input, context) => {
    if (incident.status === 'closed') return nothingNew
    if (incident.status !== 'resolved') {
      const ended = isSetAside(incident) ? notOpen(incident) : null
      if (ended) return ended
      return conflict(`${incident.ref} is ${incident.status}. Resolve it first, then close it.`, {
        details: { allowed: ['resolve'] },
      })
    }
    const at = claimedTime(input, context, incident.milestones.resolvedAt ?? context.now)
    const refused = disordered(incident, { closedAt: at }) ?? reportOwed(incident)
    if (refused) return refused
    const owed = postMortemOwed(incident, input)
    if ('refusal' in owed) return owed
    return append(
      ...owed.drafts.map((draft) => ({ ...draft, occurredAt: at })),
      moved('resolved', 'closed', at),
    )
  },
})

function reportOwed(incident: Incident): Decision | null {
  if (isReportOut(incident)) return null
  const { ref, kind } = incident
  const { report } = incident.documents
  const next = !report
    ? 'draft_report'
    : stepsOwed(incident).includes('send')
      ? 'send_report'
      : 'approve_report'
  const spoke = report?.superseded ? 'of an earlier end' : 'before there was an end'
  const was = report?.sent ? ` What was sent spoke ${spoke}.` : ''
  const takes = kind === 'drill' ? 'an approved situation report' : 'a situation report that was sent'
  return conflict(`Closing ${ref} takes ${takes}.${was} Its report page leads there.`, {
    details: { allowed: [next] },
  })
}
