/** set_severity, set_status, resolve, close: the course of an incident (DOMAIN §3). */
import * as z from 'zod'
import type { Draft } from '#lib/incident/entries/table.ts'
import type { Answer, Incident, Status } from '#lib/incident/incident.ts'
import { liveStatuses, statuses } from '#lib/incident/incident.ts'
import { hasCommand, needsCommand } from '#lib/incident/policy.ts'
import { answerInput, limits, severity, words } from '#lib/incident/shapes.ts'
import { append, common, conflict, defineCommand, forbidden, invalid, nothingNew } from './command.ts'
import { before, claimedTime, disordered, notLive, stale, statusWords } from './guards.ts'

const reason = words(limits.line).optional()

export const setSeverity = defineCommand({
  input: z.strictObject({ ...common, severity, reason }),
  decide: (incident, input, context) => {
    const { severity: from } = incident
    const to = input.severity
    if (to === from) return nothingNew
    // SEV1 is the highest, so the names sort from grave to slight.
    const lowers = to > from
    if (lowers && !hasCommand(context.actor, incident)) {
      return forbidden(
        `Anybody may raise a severity; lowering it from ${from} to ${to} is an act of command. ${needsCommand(incident)}`,
      )
    }
    if (lowers && !input.reason) {
      return invalid('Lowering a severity needs a reason.', {
        reason: 'Say in a sentence why it is less grave.',
      })
    }
    const floor = incident.severities.at(-1)?.from ?? context.now
    const at = claimedTime(input, context, floor)
    return (
      notLive(incident) ??
      stale(incident, input.basedOn, { severity: { yours: to, now: from } }) ??
      before(at, floor, 'the last change of severity') ??
      append({
        type: 'severity_changed',
        payload: { from, to, reason: input.reason ?? null },
        occurredAt: at,
      })
    )
  },
})

const settable = ['investigating', 'identified', 'monitoring'] as const

export const setStatus = defineCommand({
  input: z.strictObject({
    ...common,
    status: z.enum(
      settable,
      `Choose one of ${settable.join(', ')}. To end an incident use resolve, then close.`,
    ),
    reason,
  }),
  decide: (incident, input, context) => {
    const { status: from } = incident
    const to = input.status
    if (to === from) return nothingNew
    const ended = notLive(incident)
    if (ended) return ended
    const outdated = stale(incident, input.basedOn, { status: { yours: to, now: from } })
    if (outdated) return outdated
    const back = statuses.indexOf(to) < statuses.indexOf(from)
    if (back && to !== 'investigating') {
      const later = liveStatuses.filter((status) => statuses.indexOf(status) > statuses.indexOf(from))
      return conflict(
        `From ${from} an incident moves on${later.length ? ` (${statusWords(later)})` : ''} or back to investigating with a reason, not to ${to}.`,
        { details: { allowed: [...later, 'investigating'] } },
      )
    }
    if (back && !input.reason) {
      return invalid('Going back to investigating needs a reason.', {
        reason: 'Say in a sentence what did not hold.',
      })
    }
    const floor = incident.statuses.at(-1)?.from ?? context.now
    const at = claimedTime(input, context, floor)
    return (
      before(at, floor, `the start of ${from}`) ??
      (to === 'monitoring' ? disordered(incident, { mitigatedAt: at }) : null) ??
      append(moved(from, to, at, input.reason))
    )
  },
})

export const resolve = defineCommand({
  input: z.strictObject({
    ...common,
    solution: words(limits.text),
    impact: z.strictObject({ who: answerInput, how: answerInput }),
  }),
  decide: (incident, input, context) => {
    const changed = changedAnswers(incident, input.impact)
    const isNew = input.solution !== incident.solution || Object.keys(changed).length > 0
    if (incident.status === 'resolved' && !isNew) return nothingNew
    const ended = notLive(incident)
    if (ended) return ended
    const { milestones } = incident
    const floor = latest(
      incident.statuses.at(-1)?.from,
      incident.severities.at(-1)?.from,
      milestones.acknowledgedAt,
      milestones.commandedAt,
    )
    const at = claimedTime(input, context, floor)
    const drafts: Draft[] = []
    if (input.solution !== incident.solution) {
      drafts.push({ type: 'solution_stated', payload: { solution: input.solution }, occurredAt: at })
    }
    if (Object.keys(changed).length > 0) {
      drafts.push({ type: 'impact_described', payload: changed, occurredAt: at })
    }
    return (
      disordered(incident, { resolvedAt: at }) ??
      before(at, floor, 'the last change of status, severity or command') ??
      append(...drafts, moved(incident.status, 'resolved', at))
    )
  },
})

/** The answers that differ from what the state says now. */
export function changedAnswers(
  incident: Incident,
  given: { who?: Answer | undefined; how?: Answer | undefined },
): { who?: NonNullable<Answer>; how?: NonNullable<Answer> } {
  const same = (a: Answer, b: Answer) => JSON.stringify(a) === JSON.stringify(b)
  return {
    ...(given.who && !same(given.who, incident.impact.who) ? { who: given.who } : {}),
    ...(given.how && !same(given.how, incident.impact.how) ? { how: given.how } : {}),
  }
}

/** The change of status as an entry. */
export function moved(from: Status, to: Status, occurredAt: string, reason?: string): Draft {
  return { type: 'status_changed', payload: { from, to, reason: reason ?? null }, occurredAt }
}

function latest(...instants: (string | null | undefined)[]): string {
  return (
    instants
      .filter((at) => at != null)
      .sort()
      .at(-1) ?? ''
  )
}
